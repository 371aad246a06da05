import type { Page } from "playwright-core";
import { holdPhone } from "./phone-screen.ts";
import { euros, type Play } from "./play.ts";

/** The merchant's own phone: in the third pane, under what the till tells her. */
const sellersPhone = (page: Page) => holdPhone(page.frameLocator("[data-pane=merchant] iframe"));
const customersPhone = (page: Page) => holdPhone(page.frameLocator("[data-pane=customer] iframe"));

async function sellByLink({ stage, tally: { check }, console: page }: Play): Promise<void> {
  const [rose, lea] = [sellersPhone(page), customersPhone(page)];
  await check("a line from the merchant's phone is shown back before it counts", async () => {
    await rose.say("10 EUR +33612345678 REGISTER lea@example.com");
    await rose.hear(euros("10,00"));
    await rose.hear("Léa Martin");
    await stage.shot(page, "40-merchant-echo");
  });
  await check("one tap: the customer has the link, and is told that her card is kept", async () => {
    await rose.tap("Envoyer");
    await lea.hear("garde votre carte");
    await rose.hear("a reçu le lien");
  });
  await check("she pays; the merchant is told at once, and her card is kept", async () => {
    await lea.tap("Payer");
    await lea.goToBank();
    await lea.pay("4242424242424242");
    await lea.page().getByRole("heading", { name: "Payé" }).waitFor();
    await lea.closeLayer();
    await rose.hear(/est payée.*10,00/);
    await rose.hear("4242");
    await lea.hear("oubliez ma carte");
    await stage.shot(page, "41-merchant-paid");
  });
}

async function sellToCard({ stage, tally: { check }, console: page }: Play): Promise<void> {
  const [rose, lea] = [sellersPhone(page), customersPhone(page)];
  await check("the next line by her name charges the kept card, once it is confirmed", async () => {
    await rose.say("20 EUR lea");
    await rose.hear(/carte gardée visa •••• 4242/);
    await stage.shot(page, "42-merchant-card");
    await rose.tap("Débiter");
    await rose.hear(/est payée.*20,00/);
    await lea.hear(/est payée.*20,00/);
  });
  await check("the day's figures, a refund and help go by text too", async () => {
    await rose.say("AUJOURD'HUI");
    await rose.hear(/Aujourd’hui.*paiements/);
    const number = /commande (\d+) est payée/i.exec(await rose.bubble(/est payée.*20,00/).innerText())?.[1] ?? "";
    await rose.say(`REMBOURSER ${number} 5 EUR`);
    await rose.hear(euros("5,00"));
    await rose.tap("Rembourser");
    await rose.hear(/5,00.*remboursés/);
    await lea.hear(/5,00/);
    await stage.shot(page, "43-merchant-refund");
  });
  await check("a line that is wrong does nothing, and says what to write", async () => {
    await rose.say("10 XYZ +33612345678");
    await rose.hear("Rien n’a été fait");
  });
  await check("her card is forgotten when she says so", async () => {
    await lea.say("oubliez ma carte");
    await lea.hear("est oubliée");
    await rose.say("5 EUR lea");
    await rose.hear(/5,00.*par un lien/);
    await rose.tap("Abandonner");
    await rose.hear("rien n’a été fait");
  });
}

/** The merchant sells by text: REGISTER, a kept card, figures, a refund, and what is wrong. */
export async function playMerchant(play: Play): Promise<void> {
  await play.console.goto(`${play.demo.url}/welcome`);
  await play.console.frameLocator("[data-pane=merchant] iframe").locator(".composer").waitFor();
  await sellByLink(play);
  await sellToCard(play);
}
