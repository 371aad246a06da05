import type { Locator } from "playwright-core";
import { holdPhone } from "./phone-screen.ts";
import { euros, type Play } from "./play.ts";
import { read } from "./scene-looks.ts";
import { type Desk, carry, screen, setMoney } from "./scene-money-settings.ts";

/** The order that is paid by transfer: its number, and the reference its transfer carries. */
type Sale = { readonly number: string; readonly reference: string };

/** Opens the newest payment of the list that is still awaited. */
async function openAwaited(desk: Desk): Promise<Locator> {
  const { page } = desk;
  await screen(desk, "payments");
  await page
    .getByRole("row")
    .filter({ hasText: euros("4,90") })
    .getByRole("button")
    .first()
    .click();
  const panel = page.getByRole("dialog");
  await panel.getByText("Comment c’est payé").waitFor();
  return panel;
}

/** What stands under a label of the panel's lines to copy. */
const lineOf = async (panel: Locator, label: string): Promise<string> => {
  const row = panel.getByRole("button", { name: new RegExp(`^Copier.*${label}`) }).locator("xpath=..");
  return (await row.locator("p").innerText()).replace(label, "").replaceAll(/\s/g, "");
};

/** A customer pays by the rail that is first now. */
async function order(desk: Desk): Promise<Sale> {
  const { phone, play } = desk;
  const { tally } = play;
  await tally.check("the next order is to be paid by transfer, with the shop's account and a reference", async () => {
    await phone.say("carte Lyon");
    await phone.hear(/Total .*4[.,]90/);
    await phone.tap("Payer");
    await phone.hear(/Référence : RF\d\d/);
  });
  const sale = await seen(desk);
  await tally.check("the rails go back to where they were, by the keyboard too", async () => {
    await screen(desk, "settings/rails");
    await carry(desk.page, "Virement", "ArrowDown", [2, 3]);
  });
  return sale;
}

/** Lets axe read what stands on the page now, light and dark. */
const readNow = (desk: Desk, name: string): Promise<void> => read(desk.play, name, desk.page, async () => {});

/** The payment as the shop sees it while it is awaited, and the second look before a person's word counts. */
async function seen(desk: Desk): Promise<Sale> {
  const { page, play } = desk;
  const { stage, tally } = play;
  const sale = await tally.check("its payment says why this rail, and has the code and the lines to copy", async () => {
    const panel = await openAwaited(desk);
    const reference = await lineOf(panel, "Référence");
    const number = /Commande (\d+)/i.exec(await panel.innerText())?.[1] ?? "";
    await panel.getByText("Pourquoi").first().waitFor();
    await stage.shot(page, "63-transfer-payment");
    if (number === "" || reference === "") throw new Error(`order “${number}”, reference “${reference}”`);
    return { number, reference };
  });
  await readNow(desk, "payment by transfer");
  await tally.check(
    "that the money came is said only after a second look, which names how much and whose",
    async () => {
      await page.getByRole("button", { name: "Argent reçu" }).click();
      const dialog = page.getByRole("dialog").filter({ hasText: "L’argent est-il arrivé" });
      await dialog.getByText(euros("4,90")).first().waitFor();
      if (await dialog.getByRole("button", { name: /^Confirmer/ }).isEnabled()) throw new Error("it needs no look");
      await readNow(desk, "money has arrived");
      await dialog.getByRole("button", { name: "Annuler" }).click();
      await dialog.waitFor({ state: "detached" });
    },
  );
  return sale;
}

/** Today as a bank's table writes it. */
const today = (): string => {
  const [year, month, day] = new Date().toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
};

async function reconcile(desk: Desk, sale: Sale): Promise<void> {
  const { page, phone, play } = desk;
  const { stage, tally } = play;
  const rows = [
    `${today()};LEA MARTIN;merci ${sale.reference};4,90`,
    `${today()};EDF;Facture 4471;-80,00`,
    `${today()};M. LEGRAND;cadeau;15,00`,
  ];
  const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  const drop = page.locator("input[type=file]");
  await tally.check("a file that is no statement is told line by line, and another can be chosen", async () => {
    await screen(desk, "reconciliation");
    await page.getByText("Rien ne vous attend").waitFor();
    await drop.setInputFiles(file("broken.csv", "Date;Libellé;Montant\n31/02/2026;A;1,00"));
    await page.getByRole("alert").getByText("31/02/2026").waitFor();
    await stage.shot(page, "64-statement-unreadable");
    await page.getByRole("alert").getByRole("button").click();
  });
  await tally.check("a statement is looked into before it counts", async () => {
    await drop.setInputFiles(file("releve.csv", ["Date;Tiers;Libellé;Montant", ...rows].join("\n")));
    await page.getByText("3 nouveaux mouvements").waitFor();
    await page.getByText("Règle une commande").waitFor();
    await stage.shot(page, "65-statement-preview");
  });
  await readNow(desk, "statement preview");
  await tally.check("imported, it settles the order: she is told, and two movements are to be decided", async () => {
    await page.getByRole("button", { name: "Importer", exact: true }).click();
    await phone.hear(new RegExp(`commande ${sale.number} est payée`, "i"));
    await page.getByText("M. LEGRAND").waitFor();
    await stage.shot(page, "66-movements");
  });
  await readNow(desk, "movements to decide");
  await tally.check("a movement that belongs to no order is booked, with a word for the accountant", async () => {
    const line = page.getByRole("listitem").filter({ hasText: "M. LEGRAND" });
    await line.getByRole("button", { name: "Autre recette ou dépense" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Ce que c’est, pour votre comptable").fill("Cadeau d’un ami de la maison");
    await dialog.getByRole("checkbox").check();
    await stage.shot(page, "67-decide");
    await readNow(desk, "a movement decided");
    await dialog.getByRole("button", { name: "Autre recette ou dépense" }).click();
    await line.waitFor({ state: "detached" });
    await page.getByText("Réglés", { exact: true }).click();
    await page.getByText("Cadeau d’un ami de la maison").waitFor();
    await page.getByText(`Commande ${sale.number}`).first().waitFor();
    await stage.shot(page, "68-settled-movements");
  });
}

async function papers(desk: Desk, sale: Sale): Promise<void> {
  const { page, phone, play } = desk;
  const { stage, tally } = play;
  const panel = page.getByRole("dialog").first();
  await tally.check("the order is invoiced from its panel: what the law needs of the buyer is asked", async () => {
    await screen(desk, "orders");
    await page
      .getByRole("row")
      .filter({ hasText: `Commande ${sale.number}` })
      .getByRole("button")
      .first()
      .click();
    await panel.getByRole("button", { name: "Facturer" }).click();
    const form = page.getByRole("dialog").filter({ hasText: "Émettre la facture" });
    await form.getByLabel("Nom ou société").fill("Léa Martin");
    await form.getByLabel("Adresse").fill("8, rue du Bœuf, 69005 Lyon");
    await stage.shot(page, "69-invoice");
    await readNow(desk, "invoice");
    await form.getByRole("button", { name: "Émettre la facture" }).click();
    await form.waitFor({ state: "detached" });
    await panel
      .getByText(/Facture .*\d/)
      .first()
      .waitFor();
    await phone.hear(/Facture/);
  });
  await tally.check("what proves the sale is downloaded, to be read and to be kept", async () => {
    for (const [name, start] of [
      ["Preuves (PDF)", "%PDF-"],
      ["Fichier signé (JSON)", "{"],
    ] as const) {
      const coming = page.waitForEvent("download");
      await panel.getByRole("link", { name }).click();
      const stream = await (await coming).createReadStream();
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
      const bytes = Buffer.concat(parts);
      if (!bytes.toString("latin1").startsWith(start)) throw new Error(`${name}: ${bytes.subarray(0, 80).toString()}`);
    }
    await stage.shot(page, "70-order-papers");
  });
}

async function askBack(desk: Desk, sale: Sale): Promise<void> {
  const { phone, play } = desk;
  const { tally } = play;
  await tally.check("she asks her money back in the chat, for an order that was paid by transfer", async () => {
    await phone.say("remboursement");
    await phone.hear(/De quelle commande|faut-il rembourser la totalité/);
    await phone.pick("Choisir", `Commande ${sale.number}`);
    await phone.hear("faut-il rembourser la totalité");
    await phone.tap("La totalité");
    await phone.hear("Quelle est la raison");
    await phone.pick("Raisons", "Abîmé");
    await phone.hear("Écrivez l’IBAN");
    await phone.say("DE89 3704 0044 0532 0130 00");
    await phone.hear("Dois-je l’envoyer");
    await phone.root
      .locator(".choice")
      .filter({ hasText: /^\s*Envoyer/ })
      .last()
      .click();
    await phone.hear("est chez la boutique");
  });
}

async function sendBack(desk: Desk, sale: Sale): Promise<void> {
  const { page, phone, play } = desk;
  const { stage, tally } = play;
  const panel = page.getByRole("dialog").first();
  const decide = async (act: string): Promise<void> => {
    await panel.getByRole("button", { name: act }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: "Annuler" });
    const sure = dialog.getByRole("checkbox");
    if ((await sure.count()) > 0) await sure.check();
    await dialog.getByRole("button", { name: act }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await tally.check("the request waits in the queue, and is approved there", async () => {
    await screen(desk, "refunds");
    await page
      .getByRole("row")
      .filter({ hasText: `Commande ${sale.number}` })
      .waitFor();
    await stage.shot(page, "71-refund-queue");
    await page.getByRole("button", { name: `Commande ${sale.number}` }).click();
    await panel.getByText("Abîmé").waitFor();
    await stage.shot(page, "72-refund-request");
    await readNow(desk, "refund request");
    await decide("Accepter");
    await phone.hear("La boutique est d’accord");
  });
  await tally.check("it is sent by hand: the account is shown to who sends it, and she is told", async () => {
    await panel.getByRole("button", { name: "Afficher en entier" }).click();
    await panel.getByText("DE89 3704 0044 0532 0130 00").waitFor();
    await stage.shot(page, "73-refund-by-hand");
    await decide("Le virement est parti");
    await phone.hear(/Vos 4,90.*ont été virés/);
    await stage.shot(page, "74-refund-sent");
  });
}

/** The money's own screens: rails, limits, who sells, a statement that settles, papers, and a refund to its end. */
export async function playBooks(play: Play): Promise<void> {
  const page = await play.window();
  const handset = await play.stage.open({ viewport: { width: 390, height: 844 } });
  await handset.goto(await play.phoneUrl("lea", "fr"));
  const desk: Desk = { play, page, phone: holdPhone(handset) };
  await setMoney(desk);
  const sale = await order(desk);
  for (const act of [reconcile, papers, askBack, sendBack]) await act(desk, sale);
  await handset.context().close();
  await page.close();
}
