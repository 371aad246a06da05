import { join } from "node:path";
import type { Page } from "playwright-core";
import { holdPhone } from "./phone-screen.ts";
import { euros, type Play, shop } from "./play.ts";
import { until } from "./tally.ts";

const readme = join(import.meta.dirname, "..", "..", "docs", "images", "first-run.png");

/** What the scene touches on the page of the three panes. */
function panesOf(page: Page) {
  const frame = page.frameLocator("[data-pane=customer] iframe");
  return { frame, phone: holdPhone(frame), till: page.locator("[data-pane=till]") };
}

async function enter({ demo, tally: { check }, console: page }: Play): Promise<void> {
  await check("the one-time link signs in and opens the three panes", async () => {
    await page.goto(demo.signInUrl);
    await page.waitForURL("**/welcome");
    for (const pane of ["customer", "till", "merchant"]) await page.locator(`[data-pane=${pane}]`).waitFor();
    await page.getByText("Comptoir", { exact: true }).waitFor();
  });
}

async function ask({ stage, tally: { check }, console: page }: Play): Promise<void> {
  const { frame, phone, till } = panesOf(page);
  const total = till.locator("strong[aria-live]");
  await check("the phone in the first pane is alive, in the reader's language and shop", async () => {
    await frame.getByText("Atelier Rose Lyon").first().waitFor();
    await stage.shot(page, "01-first-run");
  });
  await check("she asks for an engraved ring in French and is asked its size", async () => {
    await phone.say("Bonjour, je voudrais une bague gravée");
    await phone.hear("Taille");
  });
  await check("size, colour and engraving are chosen by tapping and writing; the cart shows its total", async () => {
    await phone.pick("Choisir", "54");
    await phone.hear("Couleur");
    await phone.tap("Argenté");
    await phone.hear("Gravure");
    await phone.say("Pour toujours à toi, mon amour");
    await phone.hear("la limite est de 24");
    await phone.say("Léa");
    await phone.hear(euros("58,90"));
    await total.filter({ hasText: euros("58,90") }).waitFor();
    await stage.shot(page, "02-cart");
  });
  await check("the operator adds one: the total moves on both sides", async () => {
    await till.getByRole("button", { name: /Bague gravée.* une pièce de plus$/ }).click();
    await total.filter({ hasText: euros("117,80") }).waitFor();
    await phone.hear(euros("117,80"));
  });
  await check("she takes one away again: the total moves on both sides", async () => {
    await phone.tap("Modifier");
    await phone.hear("Quel article");
    await phone.pick("Panier", "Bague gravée");
    await phone.hear("Que changeons-nous");
    await phone.tap("Un de moins");
    await phone.hear(euros("58,90"));
    await total.filter({ hasText: euros("58,90") }).waitFor();
  });
}

async function pay({ stage, tally: { check }, console: page }: Play): Promise<void> {
  const { phone, till } = panesOf(page);
  await check("the shop's own page opens inside the phone: what she ordered, the total, until when", async () => {
    await phone.tap("Payer");
    await phone.hear("à payer chez");
    await phone.tap("Payer");
    const sheet = phone.page().locator("main");
    for (const words of ["Bague gravée", "Léa", "Vous pouvez payer jusqu’au"])
      await sheet.getByText(words).first().waitFor();
    await sheet.getByRole("link", { name: euros("Payer 58,90") }).waitFor();
    await stage.shot(page, "03-pay-page");
  });
  await check("its button leads to the bank's page; a declined card is told", async () => {
    await phone.goToBank();
    await phone.page().getByText("Numéro de carte").waitFor();
    await stage.shot(page, "03-bank");
    await phone.pay("4000000000000002");
    await phone.page().getByRole("alert").getByText("refusée").waitFor();
    await stage.shot(page, "04-declined");
  });
  await check("the second card pays: the shop's page says so and has her receipt", async () => {
    await phone.pay("4242424242424242");
    await phone.page().getByRole("heading", { name: "Payé" }).waitFor();
    await phone.page().getByRole("link", { name: "Reçu (PDF)" }).waitFor();
    await stage.shot(page, "05-paid-page");
    await phone.closeLayer();
  });
  await check("the thread turns paid and a receipt arrives", async () => {
    await phone.hear("est payée");
    await phone.hear("Reçu");
    await till.getByText("Payée").first().waitFor();
  });
  await check("the merchant's phone tells of the money", () =>
    page.locator("[data-pane=merchant]").getByText(euros("58,90")).first().waitFor(),
  );
  await page.waitForTimeout(600);
  await stage.shot(page, "05-paid");
  await page.screenshot({ path: readme, animations: "disabled" });
}

async function openReceipt({ tally: { check }, console: page, phoneUrl }: Play): Promise<void> {
  const { frame, phone } = panesOf(page);
  await check("the receipt is a real PDF of her order", async () => {
    await frame.locator(".bubble.theirs .paper").last().click();
    const file = await frame.locator(".layer a[download]").last().getAttribute("href");
    const answer = await page.request.get(new URL(file ?? "", await phoneUrl("lea", "fr")).href);
    const bytes = await answer.body();
    if (bytes.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Error(`not a PDF: ${bytes.length} bytes`);
    await phone.closeLayer();
  });
}

async function readBooks({ demo, stage, tally: { check }, window }: Play): Promise<void> {
  const other = await window();
  await check("the ledger has the sale, and it sums to zero", async () => {
    await other.goto(`${demo.url}/s/${shop}/ledger`);
    await other.getByText("Vente").first().waitFor();
    await other.getByText("Somme nulle").first().waitFor();
    await stage.shot(other, "06-ledger");
  });
  await check("the stock fell by one", async () => {
    await other.goto(`${demo.url}/s/${shop}/catalogue`);
    const row = other.getByRole("row").filter({ hasText: "Bague gravée" });
    await until(
      "the row",
      () => row.innerText(),
      (text) => /\b7\b/.test(text),
    );
    await stage.shot(other, "07-catalogue");
  });
  await check("the order and its payment are in their lists", async () => {
    await other.goto(`${demo.url}/s/${shop}/orders`);
    await other.getByRole("row").filter({ hasText: "Léa Martin" }).filter({ hasText: "Payée" }).waitFor();
    await stage.shot(other, "08-orders");
    await other.goto(`${demo.url}/s/${shop}/payments`);
    await other.getByText(euros("58,90")).first().waitFor();
    await stage.shot(other, "09-payments");
  });
  await other.close();
}

/** One sale, seen on all three panes: asked for, edited from both sides, declined once, paid, receipted, booked. */
export async function playSale(play: Play): Promise<void> {
  for (const act of [enter, ask, pay, openReceipt, readBooks]) await act(play);
}
