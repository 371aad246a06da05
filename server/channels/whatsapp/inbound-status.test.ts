import { expect, it } from "vitest";
import { readFixture } from "../../../tests/read-fixtures.ts";
import { ours } from "./fixtures/settings.ts";
import { parseWebhook } from "./parse-webhook.ts";

const eventsIn = (name: string) => parseWebhook(readFixture(import.meta.dirname, name), ours);

it("gives our own id back, and what the message cost", () => {
  expect(eventsIn("status-sent")).toEqual([
    {
      kind: "status",
      id: "wamid.OUT0001==:sent",
      messageId: "wamid.OUT0001==",
      status: "sent",
      at: expect.any(Number),
      correlation: "0198f2c1-0000-7000-8000-000000000001",
      recipient: [
        { kind: "bsuid", value: "FR.2481632641282565121024" },
        { kind: "wa_phone", value: "33612345678" },
      ],
      pricing: { category: "service", type: "regular", model: "PMP", billable: true },
    },
  ]);
});

it("names a receiver who has no number", () => {
  expect(eventsIn("status-delivered-to-an-id")).toMatchObject([
    { status: "delivered", recipient: [{ kind: "bsuid", value: "FR.9081726354453627189" }] },
  ]);
});

it("reads the parent id under either of its names", () => {
  expect(eventsIn("status-read")).toMatchObject([
    { recipient: [{ kind: "bsuid" }, { kind: "wa_phone" }, { kind: "parent_bsuid", value: "FR.ENT.77120934" }] },
  ]);
});

it("takes kinds of price it has never seen", () => {
  expect(eventsIn("status-sent-from-a-free-entry-point")).toMatchObject([
    { pricing: { category: "referral_conversion", type: "free_allowance_of_the_future", billable: false } },
  ]);
});

it("says why a message failed", () => {
  expect(eventsIn("status-failed")).toMatchObject([
    {
      status: "failed",
      error: {
        code: 131047,
        title: "Re-engagement message",
        details: "More than 24 hours have passed since the customer last replied.",
      },
    },
  ]);
});

it("tells the readers of a group apart", () => {
  expect(new Set(eventsIn("status-read-in-a-group").map(({ id }) => id)).size).toBe(2);
});

it("knows the note that was played", () => expect(eventsIn("status-played")).toMatchObject([{ status: "played" }]));

it("hears once which order a payment in the chat is about, and believes nothing of its money", () => {
  expect(eventsIn("payment-told-twice")).toEqual([
    {
      kind: "payment-status",
      id: expect.stringMatching(/^payment:[0-9a-f]{32}$/),
      messageId: "wamid.OUT0008==",
      reference: "ORD-12",
      status: "captured",
      at: 1_795_000_600_000,
    },
  ]);
});

it("tells each state of a transaction and of a refund apart, and leaves a payment of no order for later", () => {
  const ids = ["payment-told-twice", "payment-failed", "payment-refunded"].flatMap((name) =>
    eventsIn(name).map(({ id }) => id),
  );
  expect(new Set(ids).size).toBe(3);
  expect(eventsIn("payment-of-no-order")).toMatchObject([{ kind: "unknown", topic: "payment-status" }]);
});

it("leaves words it does not know for later", () => {
  expect(eventsIn("status-of-an-unknown-word")).toMatchObject([{ kind: "unknown", topic: "status-in-orbit" }]);
});
