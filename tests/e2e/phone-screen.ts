import type { FrameLocator, Locator, Page } from "playwright-core";

/** A customer's phone, by what she sees and taps; inside a frame of the console or a page of its own. */
export type PhoneScreen = {
  readonly root: Page | FrameLocator;
  readonly say: (text: string) => Promise<void>;
  /** The newest bubble of the shop with these words. */
  readonly bubble: (words: string | RegExp) => Locator;
  /** Waits for such a bubble. */
  readonly hear: (words: string | RegExp) => Promise<void>;
  /** Taps a button under the newest message that has it. */
  readonly tap: (label: string) => Promise<void>;
  /** Opens the newest list, chooses a row and sends it. */
  readonly pick: (list: string, row: string) => Promise<void>;
  /** The bank's page, open inside the phone. */
  readonly bank: () => FrameLocator;
  readonly pay: (card: string) => Promise<void>;
  readonly closeLayer: () => Promise<void>;
};

const words = {
  fr: { write: "Message", send: "Envoyer", close: "Fermer" },
  en: { write: "Message", send: "Send", close: "Close" },
} as const;

/** Takes a phone into the hand. */
export function holdPhone(root: Page | FrameLocator, language: keyof typeof words = "fr"): PhoneScreen {
  const label = words[language];
  const theirs = root.locator(".bubble.theirs");
  const bubble = (text: string | RegExp): Locator => theirs.filter({ hasText: text }).last();
  const bank = (): FrameLocator => root.frameLocator(".browser iframe");
  return {
    root,
    bubble,
    bank,
    hear: (text) => bubble(text).waitFor(),
    async say(text) {
      const field = root.locator(".composer textarea");
      await field.fill(text);
      await field.press("Enter");
    },
    tap: (name) => root.locator(".choice").filter({ hasText: name }).last().click(),
    async pick(list, row) {
      await root.locator(".choice").filter({ hasText: list }).last().click();
      await root.locator(".row-choice").filter({ hasText: row }).click();
      await root.locator(".layer").getByRole("button", { name: label.send }).click();
      await root.locator(".row-choice").first().waitFor({ state: "detached" });
    },
    async pay(card) {
      const page = bank();
      await page.locator("#email").fill("client@example.com");
      await page.locator("#cardNumber").fill(card);
      await page.locator("#cardExpiry").fill("12 / 34");
      await page.locator("#cardCvc").fill("123");
      await page.locator("#billingName").fill("Client Exemple");
      await page.locator("form button[type=submit]").click();
    },
    closeLayer: () => root.locator(".layer").last().getByRole("button", { name: label.close, exact: true }).click(),
  };
}
