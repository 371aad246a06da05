import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lookUp } from "./look-ups.ts";

const settings = {
  phoneNumberId: "1001",
  displayPhoneNumber: "+919800000001",
  accessToken: "a-token",
  gateway: "razorpay",
  configurationName: "tea-pay",
} as const;
const name = "0192f0c17a007c3e9b1a4d2f6a1e0042";

/** The look-up of an order, answered with a recording; also what was asked. */
async function looked(recording: string) {
  const asked: string[] = [];
  const body = readFileSync(join(import.meta.dirname, "fixtures", `${recording}.json`));
  const seen = await lookUp(`tea%20pay%2F1/${name}/1795100000`, settings, async ({ method, url }) => {
    asked.push(`${method} ${url}`);
    return { status: 200, headers: { date: "Tue, 18 Nov 2026 20:00:00 GMT" }, body };
  });
  return { seen, asked };
}

it("asks by the configuration the order was shown with, whatever it is named", async () => {
  const { asked } = await looked("waiting");
  expect(asked).toEqual([`GET https://graph.facebook.com/v25.0/1001/payments/tea%20pay%2F1/${name}`]);
});

it.each([
  ["waiting", [], false],
  ["pending", [], false],
  ["declined", ["attempt-failed"], false],
  ["captured", ["captured"], true],
  ["captured-at-the-second-try", ["attempt-failed", "captured"], true],
  ["refunded", ["captured", "refund-changed", "refund-changed"], true],
] as const)("reads an order that is %s", async (recording, kinds, final) => {
  const { seen } = await looked(recording);
  expect(seen).toMatchObject({ ok: true, final });
  if (!seen.ok) return;
  expect(seen.facts.map(({ kind }) => kind)).toEqual(kinds);
  for (const fact of seen.facts) expect(fact.reference).toBe("0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042");
});

it("tells each state of each refund, in rupees and paise", async () => {
  const { seen } = await looked("refunded");
  expect(seen.ok && seen.facts.slice(1)).toMatchObject([
    { refundRef: "rfnd_1", state: "done", amount: { minor: 4_900 }, at: 1_795_000_200_000 },
    { refundRef: "rfnd_2", state: "pending", amount: { minor: 40_000 } },
  ]);
});
