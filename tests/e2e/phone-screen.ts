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
  /** The page that is open inside the phone: the till's own for a payment, then the bank's. */
  readonly page: () => FrameLocator;
  /** Goes on from the till's page to the bank's. */
  readonly goToBank: () => Promise<void>;
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
  const open = (): FrameLocator => root.frameLocator(".browser iframe");
  return {
    root,
    bubble,
    page: open,
    async goToBank() {
      await open().locator("a.deed").click();
      await open().locator("#cardNumber").waitFor();
    },
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
    pay: (card) => fillCard(open(), card),
    closeLayer: () => root.locator(".layer").last().getByRole("button", { name: label.close, exact: true }).click(),
  };
}

/** Pays on the bank's page. */
export async function fillCard(page: Page | FrameLocator, card: string): Promise<void> {
  const email = page.locator("#email");
  // Known already where a card is to be kept: the till has named her.
  if (await email.isEditable()) await email.fill("client@example.com");
  await page.locator("#cardNumber").fill(card);
  await page.locator("#cardExpiry").fill("12 / 34");
  await page.locator("#cardCvc").fill("123");
  await page.locator("#billingName").fill("Client Exemple");
  await page.locator("form button[type=submit]").click();
}
