import type { Page } from "playwright-core";
import { holdPhone } from "./phone-screen.ts";
import { euros, type Play } from "./play.ts";

const sellersPhone = (page: Page) => holdPhone(page.frameLocator("[data-pane=merchant] iframe"));

/** A code for a counter, from the merchant's line to her word that the money is there. */
export async function playCodes({ demo, stage, tally: { check }, console: page }: Play): Promise<void> {
  await page.goto(`${demo.url}/welcome`);
  await page.frameLocator("[data-pane=merchant] iframe").locator(".composer").waitFor();
  const rose = sellersPhone(page);
  await check("QR and an amount: a code of the transfer is in the merchant's thread", async () => {
    await rose.say("QR 12,50");
    await rose.hear(euros("12,50"));
    await rose.hear("à scanner dans cette discussion");
    await stage.shot(page, "44-codes-asked");
    await rose.tap("Créer");
    await rose.hear("À scanner avec l’application d’une banque");
    await rose.hear("Dès que");
    // Pictures are loaded when they come into view.
    const picture = rose.root.locator(".bubble.theirs img").last();
    await picture.evaluate('(image) => image.scrollIntoView({ block: "center" })');
    await picture.waitFor();
    await stage.shot(page, "45-codes-picture");
  });
  await check("the code's page shows it without script, offers the card, and prints on A6; it is small", async () => {
    const url = /https?:\/\/\S+\/pay\/\S+/.exec(await rose.bubble("À scanner avec").innerText())?.[0] ?? "";
    const reader = await stage.open({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    const answer = await reader.goto(url);
    const size = (await answer?.body())?.length ?? 0;
    if (size === 0 || size >= 15_000) throw new Error(`the page has ${size} bytes`);
    await reader.locator(".code img").waitFor();
    await reader.locator("button.way").first().waitFor();
    await reader.screenshot({ path: "tests/e2e/shots/46-codes-page.png", fullPage: true });
    await reader.goto(`${url.split("?")[0]}/print`);
    await reader.locator("img").first().waitFor();
    await stage.shot(reader, "47-codes-print");
    await reader.context().close();
  });
  await check("the money is there by her word, after a second look, once", async () => {
    await rose.tap("Argent reçu");
    await rose.hear(/12,50/);
    await rose.tap("C’est arrivé");
    await rose.hear(/est payée.*12,50|12,50.*(reçus|payée)/);
    await stage.shot(page, "48-codes-paid");
  });
}
