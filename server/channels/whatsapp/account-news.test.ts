import { describe, expect, it } from "vitest";
import { readFixture } from "../../../tests/read-fixtures.ts";
import { ours } from "./fixtures/settings.ts";
import { parseWebhook } from "./parse-webhook.ts";

const only = (name: string) => parseWebhook(readFixture(import.meta.dirname, name), ours)[0];

describe("news of the account", () => {
  it.each([
    ["account-restricted", "alarm", "Account restriction: restricted biz initiated messaging: until 1795600000"],
    ["account-banned", "alarm", "Disabled update: schedule for disable"],
    ["account-violation", "warning", "Account violation: alcohol"],
    ["account-location", "note", "Business primary location country update: country FR"],
    [
      "account-alert",
      "warning",
      "Increased capabilities eligibility deferred: Limits cannot be raised yet., status ACTIVE",
    ],
    ["account-reviewed", "alarm", "Account review: Rejected"],
    ["number-flagged", "warning", "Flagged: number 33700000001, limit TIER_2K"],
    ["number-name-declined", "warning", "Display name declined: Atelier, reason NAME_NOT_CONSISTENT"],
    ["limits-raised", "note", "Account limits changed: people a day 2000, numbers 25"],
    ["pin-changed", "warning", "Pin changed: number 33700000001"],
    ["username-approved", "note", "Username: atelierlyon, approved"],
    ["payment-setup", "note", "Payment configuration: main, razorpay, Needs_Connecting"],
    [
      "webhook-error",
      "warning",
      "Rate limit hit (130429): Message failed to send because there were too many messages.",
    ],
  ])("tells %s as %s", (name, severity, body) => {
    expect(only(name)).toMatchObject({ kind: "account-notice", severity, body });
  });
});

describe("news of templates", () => {
  it.each([
    ["template-approved", "APPROVED", undefined],
    ["template-rejected", "REJECTED", "INVALID_FORMAT; Two variables stand side by side.; Put words between them."],
    ["template-paused", "PAUSED", "FIRST_PAUSE; Paused for three hours."],
    ["template-quality", "QUALITY_YELLOW", "it was GREEN"],
    ["template-category-announced", "CATEGORY_WILL_BE_MARKETING", "it is UTILITY"],
    ["template-category-changed", "CATEGORY_MARKETING", "it was UTILITY"],
    ["template-components-changed", "COMPONENTS_CHANGED", undefined],
  ])("tells %s as %s", (name, change, reason) => {
    const news = only(name);
    expect(news).toMatchObject({ kind: "template-changed", name: "order_ready", language: "fr", change });
    expect(news?.kind === "template-changed" ? news.reason : news).toBe(reason);
  });
});
