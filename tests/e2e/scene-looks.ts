import type { Page } from "playwright-core";
import { holdPhone } from "./phone-screen.ts";
import { type Play, shop } from "./play.ts";
import { barriers } from "./stage.ts";

/** The console on a phone: inbox, thread, orders, reached with the thumb. */
export async function playMobile({ demo, stage, tally, console: desk }: Play): Promise<void> {
  const { check } = tally;
  const storageState = await desk.context().storageState();
  const page = await stage.open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    storageState,
  });
  const fits = async (): Promise<void> => {
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    if (wide > 1) throw new Error(`the page is ${wide} px too wide`);
  };
  await check("on a phone the inbox is a list", async () => {
    await page.goto(`${demo.url}/s/${shop}/inbox`);
    await page.getByText("Léa Martin").first().waitFor();
    await fits();
    await stage.shot(page, "20-mobile-inbox");
  });
  await check("a tap opens the thread, with its composer in reach", async () => {
    await page.getByText("Léa Martin").first().tap();
    await page.getByLabel("Message à la cliente").waitFor();
    await fits();
    await stage.shot(page, "21-mobile-thread");
  });
  await check("back, and on to the orders", async () => {
    await page.getByRole("button", { name: "Retour" }).tap();
    await page
      .getByRole("navigation")
      .getByRole("link", { name: /Commandes/ })
      .last()
      .tap();
    await page.getByText("Léa Martin").first().waitFor();
    await fits();
    await stage.shot(page, "22-mobile-orders");
  });
  await check("the three panes are tabs on a phone", async () => {
    await page.goto(`${demo.url}/welcome?shop=${shop}`);
    await page.frameLocator("iframe").locator(".composer").waitFor();
    await fits();
    await stage.shot(page, "23-mobile-welcome");
  });
  await page.context().close();
}

const schemes = ["light", "dark"] as const;

/** Every screen in both looks, read by axe. */
export async function playBarriers({ demo, stage, tally, window, phoneUrl }: Play): Promise<void> {
  const examine = (name: string, page: Page, ready: () => Promise<unknown>) =>
    tally.check(`axe finds nothing on: ${name}, light and dark`, async () => {
      await ready();
      const found: string[] = [];
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.waitForTimeout(300);
        await stage.shot(page, `30-${name.replaceAll(" ", "-")}-${colorScheme}`);
        found.push(
          ...(await barriers(page, colorScheme === "light" ? "everything" : "colours")).map(
            (line) => `${colorScheme}: ${line}`,
          ),
        );
      }
      await page.emulateMedia({ colorScheme: "light" });
      if (found.length > 0) throw new Error(found.join("\n"));
    });
  const each = async (name: string, page: Page, ready: () => Promise<unknown>): Promise<void> => {
    // One screen with a barrier does not hide those of the next.
    await examine(name, page, ready).catch(() => {});
  };
  const page = await window();
  const screens: readonly (readonly [string, string, string])[] = [
    ["inbox", `/s/${shop}/inbox`, "Léa Martin"],
    ["orders", `/s/${shop}/orders`, "Léa Martin"],
    ["payments", `/s/${shop}/payments`, "Léa Martin"],
    ["ledger", `/s/${shop}/ledger`, "Vente"],
    ["catalogue", `/s/${shop}/catalogue`, "Bague gravée"],
    ["notices", `/s/${shop}/notices`, "Avis"],
    ["settings profile", `/s/${shop}/settings/profile`, "Boutique"],
    ["settings answers", `/s/${shop}/settings/answers`, "horaires"],
    ["settings channels", `/s/${shop}/settings/channels`, "Canaux"],
    ["settings rails", `/s/${shop}/settings/rails`, "Paiement"],
  ];
  for (const [name, path, sign] of screens)
    await each(name, page, async () => {
      await page.goto(`${demo.url}${path}`);
      await page.locator("main").getByText(sign).first().waitFor();
    });
  await each("thread", page, async () => {
    await page.goto(`${demo.url}/s/${shop}/inbox`);
    await page.getByText("Léa Martin").first().click();
    await page.getByLabel("Message à la cliente").waitFor();
  });
  await each("welcome", page, async () => {
    await page.goto(`${demo.url}/welcome?shop=${shop}`);
    await page.frameLocator("iframe").locator(".composer").waitFor();
    await page.getByRole("log").first().waitFor();
  });
  await page.close();
  const stranger = await stage.open();
  await each("sign in", stranger, async () => {
    await stranger.goto(`${demo.url}/sign-in`);
    await stranger.getByRole("button", { name: "Se connecter" }).or(stranger.locator("form button")).first().waitFor();
  });
  await each("phone and chaos panel", stranger, async () => {
    await stranger.goto(await phoneUrl("giulia", "fr"));
    await stranger.locator(".trouble").waitFor();
    await stranger.locator(".composer").waitFor();
  });
  await each("bank page", stranger, async () => {
    const phone = holdPhone(stranger);
    await stranger.goto(await phoneUrl("tom", "fr"));
    await phone.say("Carte de Lyon");
    await phone.hear(/Total .*4,90|Total .*4\.90/);
    await stranger
      .locator(".choice")
      .filter({ hasText: /^(Payer|Pay now)$/ })
      .last()
      .click();
    await phone.hear(/to pay at|à payer chez/);
    await stranger
      .locator(".choice")
      .filter({ hasText: /^(Payer|Pay)$/ })
      .last()
      .click();
    const src = await stranger.locator(".browser iframe").getAttribute("src");
    await stranger.goto(src ?? "");
    await stranger.locator("#cardNumber").waitFor();
  });
  await stranger.context().close();
}
