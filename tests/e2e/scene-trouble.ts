import { z } from "zod";
import { holdPhone } from "./phone-screen.ts";
import { euros, type Play } from "./play.ts";
import { until } from "./tally.ts";

/** The part of the demo's controls the scene reads: counted by the outside, which the till cannot fool. */
const controls = z.object({
  till: z.object({ state: z.string(), starts: z.number() }),
  faults: z.object({ losePayment: z.boolean() }),
  score: z.object({
    lost: z.number(),
    doubled: z.number(),
    recovered: z.number(),
    waiting: z.number(),
    paid: z.number(),
  }),
});

/** The network doubles, turns round and loses; the till is killed in the middle of a talk; nothing is lost or doubled. */
export async function playTrouble({ stage, tally, phoneUrl }: Play): Promise<void> {
  const { check } = tally;
  const page = await stage.open();
  const phone = holdPhone(page);
  const panel = page.locator(".trouble");
  const turn = (label: string) => panel.getByRole("switch", { name: label }).click();
  const read = async () => controls.parse(await (await page.request.get(new URL("/control", page.url()).href)).json());
  await check("the chaos panel doubles and reorders what is sent", async () => {
    await page.goto(await phoneUrl("lea", "fr"));
    await phone.hear("Reçu");
    await turn("Tout en double");
    await turn("Dans le désordre");
    await phone.say("je voudrais un collier médaille");
    await phone.hear(/Collier médaille.*Couleur/);
  });
  await check("killed with -9 in the middle of the talk, the till comes back by itself and goes on", async () => {
    await stage.tolerate(async () => {
      await panel.getByRole("button", { name: "Kill -9" }).click();
      await phone.tap("Doré");
      await until(
        "the till",
        async () => (await read()).till,
        ({ state, starts }) => state === "up" && starts >= 2,
      );
      await phone.hear(euros("64,00"));
    });
    await stage.shot(page, "10-chaos");
  });
  await check("every webhook about the next payment is lost; she pays, and the page asks the bank itself", async () => {
    await phone.tap("Payer");
    await phone.hear(/64,00\s*€ à payer chez/);
    await turn("Perdre le prochain paiement");
    await phone.tap("Payer");
    await phone.goToBank();
    await phone.pay("4242424242424242");
    await phone.page().getByRole("heading", { name: "Payé" }).waitFor();
    await phone.closeLayer();
    await until(
      "the loss",
      async () => (await read()).faults.losePayment,
      (on) => !on,
    );
  });
  await check("the look-up found it: receipt on the phone, and an hour later nothing is open", async () => {
    await panel.getByRole("button", { name: "+ 1 heure" }).click();
    await phone.hear(/payée.*64,00/);
    await until(
      "the score",
      async () => (await read()).score,
      ({ waiting, lost }) => waiting === 0 && lost === 0,
    );
  });
  await check("counted by the outside: 0 lost, 0 doubled, at least 1 recovered by look-up", async () => {
    const score = await until(
      "the score",
      async () => (await read()).score,
      ({ recovered }) => recovered >= 1,
    );
    if (score.lost !== 0 || score.doubled !== 0 || score.paid !== 2) throw new Error(JSON.stringify(score));
    await stage.shot(page, "11-score");
  });
  await turn("Tout en double");
  await turn("Dans le désordre");
  await page.context().close();
}
