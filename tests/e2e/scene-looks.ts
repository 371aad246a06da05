import type { Page } from "playwright-core";
import { fillCard, holdPhone } from "./phone-screen.ts";
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
  // A sheet hides what is too wide for it, and the page does not grow by it.
  const cutOff = async (): Promise<void> => {
    const wide = await page.evaluate<number>(
      "Math.max(0, ...[...document.querySelectorAll('main [data-sheet]')].map((one) => one.scrollWidth - one.clientWidth))",
    );
    if (wide > 1) throw new Error(`a sheet cuts ${wide} px off`);
  };
  await check("on a phone the inbox is a list", async () => {
    await page.goto(`${demo.url}/s/${shop}/inbox`);
    await page.getByText("Léa Martin").first().waitFor();
    await fits();
    await stage.shot(page, "20-mobile-inbox");
  });
  await check("a tap opens the thread, with its composer in reach", async () => {
    await page.getByText("Léa Martin").first().tap();
    await page.getByLabel("Message au client").waitFor();
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
  await check("the bank's movements and the limits fit, nothing cut off", async () => {
    for (const [path, sign, name] of [
      ["reconciliation", "Mouvements à décider", "24-mobile-bank"],
      ["settings/money", "Toute la boutique", "25-mobile-limits"],
      ["refunds?view=all", "Toutes", "26-mobile-refunds"],
    ] as const) {
      await page.goto(`${demo.url}/s/${shop}/${path}`);
      await page.locator("main").getByText(sign).first().waitFor();
      await fits();
      await cutOff();
      await stage.shot(page, name);
    }
  });
  await check("the three panes are tabs on a phone", async () => {
    await page.goto(`${demo.url}/welcome?shop=${shop}`);
    await page.locator("iframe").first().contentFrame().locator(".composer").waitFor();
    await fits();
    await stage.shot(page, "23-mobile-welcome");
  });
  await page.context().close();
}

const schemes = ["light", "dark"] as const;

/** Shows a screen in both looks, keeps the pictures and lets axe read them. Never rejects: the next screen is read too. */
export async function read(play: Play, name: string, page: Page, show: () => Promise<unknown>): Promise<void> {
  const { stage, tally } = play;
  const reading = tally.check(`axe finds nothing on: ${name}, light and dark`, async () => {
    await show();
    const found: string[] = [];
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForTimeout(300);
      await stage.shot(page, `30-${name.replaceAll(" ", "-")}-${colorScheme}`);
      const lines = await barriers(page, colorScheme === "light" ? "everything" : "colours");
      found.push(...lines.map((line) => `${colorScheme}: ${line}`));
    }
    await page.emulateMedia({ colorScheme: "light" });
    if (found.length > 0) throw new Error(found.join("\n"));
  });
  await reading.catch(() => {});
}

/** What a stranger sees: the door, the phone with its chaos panel, the bank. */
async function readOutside(play: Play): Promise<void> {
  const { demo, stage, phoneUrl } = play;
  const page = await stage.open();
  await read(play, "sign in", page, async () => {
    await page.goto(`${demo.url}/sign-in`);
    await page.locator("form button[type=submit]").waitFor();
  });
  await read(play, "phone and chaos panel", page, async () => {
    await page.goto(await phoneUrl("giulia", "fr"));
    await page.locator(".trouble").waitFor();
    await page.locator(".composer").waitFor();
  });
  await read(play, "pay page", page, async () => {
    const phone = holdPhone(page);
    const tap = (label: RegExp) => page.locator(".choice").filter({ hasText: label }).last().click();
    await page.goto(await phoneUrl("tom", "fr"));
    await phone.say("Lyon card");
    await phone.hear(/Total .*4[.,]90/);
    await tap(/^(Payer|Pay now)$/);
    await phone.hear(/to pay at|à payer chez/);
    await tap(/^(Payer|Pay)$/);
    const address = await page.locator(".browser iframe").getAttribute("src");
    await page.goto(address ?? "");
    await page.locator("a.deed").waitFor();
  });
  await page.setViewportSize({ width: 320, height: 700 });
  await read(play, "pay page on a narrow phone", page, async () => {
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    if (wide > 0) throw new Error(`the page is ${wide} px too wide`);
  });
  await page.setViewportSize({ width: 1440, height: 900 });
  await read(play, "bank page", page, async () => {
    await page.locator("a.deed").click();
    await page.locator("#cardNumber").waitFor();
  });
  await read(play, "paid page", page, async () => {
    await fillCard(page, "4242424242424242");
    await page.getByRole("heading", { name: /^(Payé|Paid)$/ }).waitFor();
  });
  await page.context().close();
}

/** The screens of a shop: name, address, and something that stands on it once it is there. */
const screens = [
  ["catalogue", "catalogue", "Bague gravée"],
  ["settings profile", "settings/profile", "Boutique"],
  ["settings answers", "settings/answers", "horaires"],
  ["settings channels", "settings/channels", "Canaux"],
  ["settings rails", "settings/rails", "Paiement"],
  ["settings limits", "settings/money", "Toute la boutique"],
  ["settings selling", "settings/selling", "Rose"],
  ["bank and payouts", "reconciliation", "Mouvements à décider"],
  ["bank files", "reconciliation?view=files", "Fichiers"],
  ["bank nights", "reconciliation?view=nights", "Nuits"],
  ["refunds", "refunds?view=all", "Toutes"],
  ["notices", "notices", "Avis"],
  ["ledger", "ledger", "Vente"],
  ["inbox", "inbox", "Léa Martin"],
  ["orders", "orders", "Léa Martin"],
  ["payments", "payments", "Léa Martin"],
] as const;

/** Every screen in both looks, read by axe. */
export async function playBarriers(play: Play): Promise<void> {
  const { demo, window } = play;
  await readOutside(play);
  const page = await window();
  for (const [name, path, sign] of screens)
    await read(play, name, page, async () => {
      await page.goto(`${demo.url}/s/${shop}/${path}`);
      await page.locator("main").getByText(sign).locator("visible=true").first().waitFor();
    });
  // The newest of each list: what was sold last, with its papers, its proof and what it brought.
  for (const [name, path, sign] of [
    ["payment details", "payments", "Preuves"],
    ["order details", "orders", "Argent"],
  ] as const)
    await read(play, name, page, async () => {
      await page.goto(`${demo.url}/s/${shop}/${path}`);
      await page.getByRole("row").filter({ hasText: "Léa Martin" }).getByRole("button").first().click();
      await page.getByRole("dialog").getByText(sign, { exact: true }).waitFor();
    });
  await read(play, "thread", page, async () => {
    await page.goto(`${demo.url}/s/${shop}/inbox`);
    await page.getByText("Léa Martin").first().click();
    await page.getByLabel("Message au client").waitFor();
  });
  await read(play, "welcome", page, async () => {
    await page.goto(`${demo.url}/welcome?shop=${shop}`);
    await page.locator("iframe").first().contentFrame().locator(".composer").waitFor();
    await page.getByRole("log").first().waitFor();
  });
  await page.close();
}
