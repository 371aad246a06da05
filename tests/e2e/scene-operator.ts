import type { Page } from "playwright-core";
import { holdPhone, type PhoneScreen } from "./phone-screen.ts";
import { euros, type Play, shop } from "./play.ts";

/** The operator's window and the customer's phone in the dark. */
type Desk = { readonly play: Play; readonly page: Page; readonly handset: Page; readonly phone: PhoneScreen };

async function talk({
  play: {
    demo,
    stage,
    tally: { check },
  },
  page,
  handset,
  phone,
}: Desk): Promise<void> {
  await check("the inbox has her thread; the operator takes over and writes", async () => {
    await page.goto(`${demo.url}/s/${shop}/inbox`);
    await page.getByText("Léa Martin").first().click();
    await page.getByRole("button", { name: "Prendre la main" }).click();
    await page.getByText("Vous répondez").first().waitFor();
    const box = page.getByLabel("Message au client");
    await box.fill("Bonjour Léa, je grave votre bague ce matin.");
    await box.press("Enter");
    await phone.hear("je grave votre bague");
  });
  await check("the operator sees that it was read", async () => {
    const sent = page.getByRole("log").locator("article, li, div", { hasText: "je grave votre bague" });
    await sent.locator("[data-status=read]").last().waitFor();
    await stage.shot(page, "12-inbox");
    await stage.shot(handset, "13-phone-dark");
  });
  await check("the bot is silent while a person has the thread, and answers when it is given back", async () => {
    await phone.say("horaires ?");
    await page.getByRole("log").getByText("horaires ?").last().waitFor();
    await page.getByRole("button", { name: "Rendre au robot" }).click();
    await page.getByText("Le robot répond").first().waitFor();
    await phone.say("et la livraison ?");
    await phone.hear("numéro de suivi");
    if ((await phone.bubble("mardi au samedi").count()) > 0) throw new Error("the bot spoke over the person");
  });
}

async function shipAndRefund({
  play: {
    demo,
    stage,
    tally: { check },
  },
  page,
  handset,
  phone,
}: Desk): Promise<void> {
  const open = async (): Promise<void> => {
    await page.goto(`${demo.url}/s/${shop}/orders`);
    await page
      .getByRole("row")
      .filter({ hasText: euros("58,90") })
      .getByText("Léa Martin")
      .locator("visible=true")
      .first()
      .click();
    await page.getByRole("dialog").getByText("Bague gravée").first().waitFor();
  };
  await check("shipped with a tracking number, she is told", async () => {
    await open();
    await page.getByRole("button", { name: "Expédier", exact: true }).click();
    await page.getByLabel("Transporteur").fill("Colissimo");
    await page.getByLabel("Numéro de suivi").fill("6A123456789");
    await page.getByRole("button", { name: "Expédier et prévenir" }).click();
    await phone.hear("6A123456789");
    await page.getByText("Expédiée").first().waitFor();
    await stage.shot(page, "14-shipped");
  });
  const refund = async (part: string | undefined): Promise<void> => {
    await page.getByRole("button", { name: "Rembourser", exact: true }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: "Combien" });
    if (part !== undefined) {
      await dialog.getByLabel("Une partie").check();
      await dialog.getByLabel("Montant").fill(part);
    }
    if (part === undefined) await dialog.getByText(euros("50,00")).first().waitFor();
    await dialog.getByRole("checkbox").check();
    if (part !== undefined) await stage.shot(page, "15-refund");
    await dialog.getByRole("button", { name: /^Rembourser / }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await check("a part is refunded, then the rest; she is told of both", async () => {
    await refund("8,90");
    await phone.hear(/remboursement de 8,90/);
    await refund(undefined);
    await phone.hear(/remboursement de 50,00/);
    await page.getByText("Fait", { exact: true }).nth(1).waitFor();
    await stage.shot(page, "16-refunded");
    await stage.shot(handset, "17-phone-refunded");
  });
}

/** A person takes over, ships, refunds a part and the rest; the customer is told each time. */
export async function playOperator(play: Play): Promise<void> {
  const page = await play.window();
  const handset = await play.stage.open({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  await handset.goto(await play.phoneUrl("lea", "fr"));
  const desk: Desk = { play, page, handset, phone: holdPhone(handset) };
  await talk(desk);
  await shipAndRefund(desk);
  await handset.context().close();
  await page.close();
}

/** The owner changes an answer and the bot says it; a customer without a number is served in English. */
export async function playSettings({ demo, stage, tally, window, phoneUrl }: Play): Promise<void> {
  const { check } = tally;
  const page = await window();
  await check("an answer is changed in the settings", async () => {
    await page.goto(`${demo.url}/s/${shop}/settings/answers`);
    const sheet = page
      .locator("main")
      .getByText("horaires", { exact: true })
      .locator("xpath=ancestor::*[.//button][1]");
    await sheet.getByRole("button", { name: "Modifier" }).click();
    await page.getByLabel("English").fill("We are open every day from 9 to 5.");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("We are open every day").or(page.getByText("Enregistré")).first().waitFor();
    await stage.shot(page, "18-answers");
  });
  const handset = await stage.open({ locale: "en-GB" });
  const phone = holdPhone(handset, "en");
  await check("a customer who hides her number asks in English and hears the new answer", async () => {
    await handset.goto(await phoneUrl("noor", "en"));
    await phone.say("Hello, what are your opening hours?");
    await phone.hear("every day from 9 to 5");
  });
  await check("she buys in English", async () => {
    await phone.say("I would like a Lyon card please");
    await phone.hear("Lyon card");
    await phone.hear(/Total .*4\.90/);
    await phone.tap("Pay now");
    await phone.hear("to pay at");
    await phone.tap("Pay");
    await phone.goToBank();
    await phone.pay("4242424242424242");
    await phone.page().locator("main h1").filter({ hasText: "Paid" }).waitFor();
    await phone.closeLayer();
    await phone.hear(/is paid/);
    await phone.hear("Receipt");
    await stage.shot(handset, "19-english");
  });
  await handset.context().close();
  await page.close();
}
