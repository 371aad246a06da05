import type { Locator, Page } from "playwright-core";
import type { PhoneScreen } from "./phone-screen.ts";
import { euros, type Play, shop } from "./play.ts";

/** The owner's window at her books, and the phone of the customer who pays by transfer. */
export type Desk = { readonly play: Play; readonly page: Page; readonly phone: PhoneScreen };

/** Opens a screen of the shop. */
export const screen = ({ play: { demo }, page }: Desk, path: string) => page.goto(`${demo.url}/s/${shop}/${path}`);

/** The rails in the order the shop has them, by name. */
const rails = (page: Page): Locator => page.locator("ol li button[draggable]");

/** Moves a rail by the keyboard, a place at a time, and waits until each move is said. */
export async function carry(
  page: Page,
  name: string,
  key: "ArrowUp" | "ArrowDown",
  places: readonly number[],
): Promise<void> {
  await rails(page).filter({ hasText: name }).focus();
  for (const place of places) {
    await page.keyboard.press(key);
    await page.locator("output", { hasText: `${name} est maintenant en position ${place}` }).waitFor();
  }
}

/** Rails, limits and who sells: set in the settings, and still set after a reload. */
export async function setMoney(desk: Desk): Promise<void> {
  const { page, play } = desk;
  const { stage, tally } = play;
  await tally.check("a rail is carried to the first place by the keyboard, and stays there", async () => {
    await screen(desk, "settings/rails");
    await carry(page, "Virement", "ArrowUp", [2, 1]);
    await page.reload();
    await rails(page).filter({ hasText: "Virement" }).waitFor();
    if (!(await rails(page).first().innerText()).startsWith("Virement")) throw new Error("it is not the first");
    await stage.shot(page, "60-rails");
  });
  await tally.check("a limit is saved beside what is used; what is none is refused at its field", async () => {
    await screen(desk, "settings/money");
    const most = page.getByRole("group", { name: "Toute la boutique" }).getByLabel("Un paiement au plus");
    await most.fill("beaucoup");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.locator("[aria-invalid=true]").waitFor();
    await most.fill("750,00");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Enregistré", { exact: true }).first().waitFor();
    await page.reload();
    await most.waitFor();
    const kept = await most.inputValue();
    if (kept !== "750,00") throw new Error(`it says ${kept}`);
    await stage.shot(page, "61-limits");
  });
  await tally.check("a person who sells by text is added, with her ceiling", async () => {
    await screen(desk, "settings/selling");
    await page.getByRole("button", { name: "Ajouter une personne" }).click();
    await page.getByLabel("Nom", { exact: false }).first().fill("Nadia");
    await page.getByLabel("Téléphone d’où elle écrit").fill("06 39 98 00 42");
    await page.getByLabel("Maximum à la fois").fill("250");
    await page.locator("form").filter({ hasText: "Maximum" }).getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Nadia", { exact: true }).waitFor();
    await page.getByText(euros("250,00")).first().waitFor();
    await stage.shot(page, "62-merchants");
  });
}
