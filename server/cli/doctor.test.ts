import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { days } from "#domain/instant";
import { type TwoShops, openTwoShops } from "../../tests/authz/two-shops.ts";
import { message, rawWebhook } from "../../tests/contracts/sample-rows.ts";
import { examine, writeFindings } from "./doctor.ts";

let shops: TwoShops;
beforeAll(async () => {
  shops = await openTwoShops();
});
afterAll(() => shops.close());

const now = Date.now();
const event = (state: "open" | "dead") => ({
  source_id: "wa-here",
  event_id: randomUUID(),
  inbox_id: randomUUID(),
  lane: "wa-here/nobody",
  bucket: 0,
  plug: "channel" as const,
  event: {},
  state,
  attempts: 9,
  // Far ahead: the node that runs beside this must leave it alone.
  retry_at: now + days(400),
  problem: state === "dead" ? "it broke" : null,
  body_hash: "0".repeat(64),
  received_at: now,
});
const task = (state: "queued" | "dead") => ({
  task_id: randomUUID(),
  kind: "mark-read" as const,
  lane: "wa-here/nobody",
  thread_id: null,
  subject_id: "none",
  details: {},
  state,
  attempts: 9,
  run_after: now + days(400),
  valid_until: now + days(500),
  node: null,
  problem: null,
  created_at: now,
  changed_at: now,
});

const troubleOf = async (slug: string): Promise<readonly string[]> => {
  const findings = await examine(shops.installation, { offline: true });
  const about = ["messages", "events", "tasks", "webhooks"].map((what) => `${what} of ${slug}`);
  return writeFindings(findings.filter(({ subject }) => about.includes(subject))).split("\n");
};

describe("doctor", () => {
  it("counts, shop by shop, what may have gone out twice and what is stuck", async () => {
    await shops.installation.store.tx(shops.here.businessId, async (tx) => {
      const sent = { direction: "out", send_state: "done", status: "sent", status_rank: 2, maybe_twice: true } as const;
      await tx.insert("message", [
        message({ ...sent, seq: 101, at: now - days(29) }),
        message({ ...sent, seq: 102, at: now - days(1) }),
        message({ ...sent, seq: 103, at: now - days(31) }),
        message({ ...sent, seq: 104, at: now, maybe_twice: false }),
      ]);
      await tx.insert("inbox", [event("dead"), event("dead"), event("dead"), event("open")]);
      await tx.insert("task", [task("dead"), task("queued")]);
      await tx.insert("raw_webhook", [rawWebhook({ problem: "unreadable" }), rawWebhook({})]);
    });
    const stuck = "the console shows why under Notices, Stuck, and tries them again";
    expect(await troubleOf("here")).toEqual([
      "?    messages of here: 2 may have reached the customer twice in the last 30 days",
      `?    events of here: 3 could not be worked on: ${stuck}`,
      `?    tasks of here: 1 could not be done: ${stuck}`,
      // One of them is the shop's from the start.
      `?    webhooks of here: 2 could not be read: ${stuck}`,
    ]);
    expect(await troubleOf("there")).toEqual([`?    webhooks of there: 1 could not be read: ${stuck}`]);
  });
  it("tells a setting that was never set from a reference that leads nowhere", async () => {
    await shops.installation.store.tx(shops.there.businessId, async (tx) => {
      const [number] = await tx.select("channel_account", {});
      const settings = { ...number?.settings, verifyToken: "env:NOBODY_SETS_THIS" };
      await tx.updateIf("channel_account", { channel_id: { eq: "wa-there" } }, { settings });
      await tx.updateIf("rail", { rail_id: { eq: "card-there" } }, { settings: { ...rail, apiUrl: "env:NOWHERE" } });
    });
    const findings = await examine(shops.installation, { offline: true });
    expect(findings).toContainEqual({
      subject: "channel wa-there",
      outcome: "failed",
      detail: "verifyToken has no value: the variable NOBODY_SETS_THIS is not set; accessToken is not set",
    });
    expect(findings).toContainEqual({
      subject: "rail card-there",
      outcome: "warning",
      detail: "apiUrl has no value: the variable NOWHERE is not set",
    });
  });
});

const rail = { secretKey: "sk_test_1", webhookSecret: "whsec_1" };
