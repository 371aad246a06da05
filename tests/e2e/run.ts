import { z } from "zod";
import { type Demo, startDemo } from "./demo-process.ts";
import { type Play, shop } from "./play.ts";
import { playBooks } from "./scene-books.ts";
import { playCodes } from "./scene-codes.ts";
import { playBarriers, playMobile } from "./scene-looks.ts";
import { playMerchant } from "./scene-merchant.ts";
import { playOperator, playSettings } from "./scene-operator.ts";
import { playRefund } from "./scene-refund.ts";
import { playSale } from "./scene-sale.ts";
import { playTrouble } from "./scene-trouble.ts";
import { openStage, type Stage } from "./stage.ts";
import { createTally, type Tally } from "./tally.ts";

/**
 * The first ten minutes, played in Chromium against `npm start`. Prints each check, keeps pictures in `shots/`, ends
 * with `N passed, N failed`. `node tests/e2e/run.ts sale looks` plays those scenes alone.
 */
const scenes = [
  { name: "sale", title: "A sale on three panes", play: playSale },
  { name: "trouble", title: "Want to see it break?", play: playTrouble },
  { name: "merchant", title: "The merchant sells by text", play: playMerchant },
  { name: "codes", title: "A code on the counter", play: playCodes },
  { name: "refund", title: "Money asked back in the chat", play: playRefund },
  { name: "operator", title: "A person takes over, ships and refunds", play: playOperator },
  { name: "settings", title: "Settings, and a second language", play: playSettings },
  { name: "books", title: "Rails, limits, a statement, papers and a refund to its end", play: playBooks },
  { name: "mobile", title: "The console on a phone", play: playMobile },
  { name: "looks", title: "Light, dark, and without barriers", play: playBarriers },
] as const;

const demoOf = z.object({ demo: z.object({ phoneUrl: z.string() }) });

async function playAll(demo: Demo, stage: Stage, tally: Tally): Promise<void> {
  const page = await stage.open();
  let phone: string | undefined;
  const play: Play = {
    demo,
    stage,
    tally,
    console: page,
    window: () => page.context().newPage(),
    async phoneUrl(customer, language) {
      phone ??= demoOf.parse(await (await page.request.get(`${demo.url}/api/v1/me`)).json()).demo.phoneUrl;
      return `${phone}?shop=${shop}&customer=${customer}&lang=${language}`;
    },
  };
  const wanted = new Set(process.argv.slice(2));
  for (const scene of scenes) {
    if (wanted.size > 0 && scene.name !== "sale" && !wanted.has(scene.name)) continue;
    await tally.scene(scene.title, async () => {
      await scene.play(play);
    });
    await tally.scene("", () =>
      tally.check("no page complained in its console", async () => {
        const complaints = stage.complaints();
        if (complaints.length > 0) throw new Error(complaints.join("\n"));
      }),
    );
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
const stage = await openStage();
const tally = createTally(stage.shotOfAll);
try {
  await tally.scene("npm start", async () => {
    const demo = await tally.check("starts with an empty data folder and prints one link", startDemo);
    try {
      await playAll(demo, stage, tally);
    } finally {
      await stage.close();
      await tally.check("Ctrl+C ends it in good order", async () => {
        const code = await demo.stop();
        if (code !== 0) throw new Error(`it ended with ${code}`);
      });
    }
  });
} finally {
  await stage.close();
}
const { passed, failed } = tally.counts();
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
