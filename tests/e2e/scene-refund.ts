import type { Page } from "playwright-core";
import { holdPhone } from "./phone-screen.ts";
import { euros, type Play } from "./play.ts";

const sellersPhone = (page: Page) => holdPhone(page.frameLocator("[data-pane=merchant] iframe"));
const customersPhone = (page: Page) => holdPhone(page.frameLocator("[data-pane=customer] iframe"));

/** She asks a part of her money back in the chat; the merchant of the desk approves it in hers. */
export async function playRefund({ demo, stage, tally: { check }, console: page }: Play): Promise<void> {
  await page.goto(`${demo.url}/welcome`);
  await page.frameLocator("[data-pane=merchant] iframe").locator(".composer").waitFor();
  const [rose, lea] = [sellersPhone(page), customersPhone(page)];
  await check("she asks a part of an order back, says why, and is asked for a photo", async () => {
    await lea.say("je veux être remboursée");
    await lea.hear(/De quelle commande|faut-il rembourser la totalité/);
    if ((await lea.bubble("faut-il rembourser la totalité").count()) === 0) {
      await lea.root.locator(".choice").filter({ hasText: "Choisir" }).last().click();
      await lea.root.locator(".row-choice").first().click();
      await lea.root.locator(".layer").getByRole("button", { name: "Envoyer" }).click();
      await lea.hear("faut-il rembourser la totalité");
    }
    await lea.tap("Une partie");
    await lea.hear("Combien faut-il rembourser");
    await lea.say("3,50");
    await lea.hear("Quelle est la raison");
    await lea.pick("Raisons", "Mauvais article");
    await lea.hear("Une photo aide");
    await stage.shot(page, "52-refund-photo");
  });
  await check("without one she sees what she asks for, and sends it", async () => {
    await lea.tap("Je n’en ai pas");
    await lea.hear("Dois-je l’envoyer");
    await stage.shot(page, "53-refund-summary");
    await lea.root
      .locator(".choice")
      .filter({ hasText: /^\s*Envoyer/ })
      .last()
      .click();
    await lea.hear("est chez la boutique");
  });
  await check("the desk's merchant approves in her chat, and the customer is told until it is done", async () => {
    await rose.hear(euros("3,50"));
    await stage.shot(page, "54-refund-desk");
    await rose.tap("Accepter");
    await lea.hear(/La boutique est d’accord.*3,50/);
    await lea.hear(/Vos 3,50.*(remboursés|en route)/);
    await stage.shot(page, "55-refund-done");
  });
}
