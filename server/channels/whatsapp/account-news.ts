import type { InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import { readError } from "./inbound-status.ts";
import { type Fields, fieldsOf, isObject, listOf, textOf, wordsOf } from "./json-fields.ts";
import { type Scene, newsId, timeIn, unknownIn } from "./scene.ts";

type Severity = Extract<InboundEvent, { readonly kind: "account-notice" }>["severity"];
type News = { readonly severity: Severity; readonly body: string };

/** Account events that stop messages from being sent, and those that may soon. */
const alarms = new Set(["ACCOUNT_DELETED", "ACCOUNT_RESTRICTION", "ACCOUNT_OFFBOARDED", "PARTNER_REMOVED"]);
const warnings = new Set(["ACCOUNT_VIOLATION", "PARTNER_APP_UNINSTALLED", "FLAGGED", "DOWNGRADE"]);

/** `ACCOUNT_RESTRICTION` as a reader likes it: "Account restriction". */
function spoken(word: string): string {
  const words = word.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const sentence = (first: string, ...details: readonly (string | undefined)[]): string =>
  [first, details.filter((detail) => detail !== undefined && detail !== "").join(", ")]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, 1_000);

/** A detail as "name value" where it has a value. */
const detail = (name: string, value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined || text === "" ? undefined : `${name} ${text}`;
};

function accountUpdate(value: Fields): News | undefined {
  const event = wordsOf(value["event"]);
  if (event === undefined) return undefined;
  const ban = wordsOf(fieldsOf(value["ban_info"])["waba_ban_state"]);
  const violation = wordsOf(fieldsOf(value["violation_info"])["violation_type"]);
  const restrictions = listOf(value["restriction_info"]).flatMap((item) => {
    const row = fieldsOf(item);
    const type = wordsOf(row["restriction_type"]);
    return type === undefined ? [] : [sentence(spoken(type).toLowerCase(), detail("until", row["expiration"]))];
  });
  const body = sentence(
    spoken(event),
    ban && spoken(ban).toLowerCase(),
    violation && spoken(violation).toLowerCase(),
    ...restrictions,
    detail("country", value["country"]),
    detail("reason", fieldsOf(value["disconnection_info"])["reason"]),
    detail("status", fieldsOf(value["partner_client_certification_info"])["status"]),
    detail("tier", fieldsOf(value["volume_tier_info"])["tier"]),
  );
  const banned = event === "DISABLED_UPDATE" && ban !== "REINSTATE";
  const severity = banned || alarms.has(event) ? "alarm" : warnings.has(event) ? "warning" : "note";
  return { severity, body };
}

function accountAlert(value: Fields): News | undefined {
  const alert = isObject(value["alert_info"]) ? value["alert_info"] : value;
  const type = wordsOf(alert["alert_type"]);
  if (type === undefined) return undefined;
  const level = textOf(alert["alert_severity"])?.toUpperCase();
  return {
    severity: level === "CRITICAL" ? "alarm" : level === "WARNING" ? "warning" : "note",
    body: sentence(spoken(type), wordsOf(alert["alert_description"]), detail("status", alert["alert_status"])),
  };
}

function qualityUpdate(value: Fields): News | undefined {
  const event = wordsOf(value["event"]);
  const limit = value["max_daily_conversations_per_business"] ?? value["current_limit"];
  if (event === undefined && limit === undefined) return undefined;
  return {
    severity: warnings.has(event ?? "") ? "warning" : "note",
    body: sentence(spoken(event ?? "LIMIT"), detail("number", value["display_phone_number"]), detail("limit", limit)),
  };
}

function nameUpdate(value: Fields): News | undefined {
  const decision = wordsOf(value["decision"]);
  if (decision === undefined) return undefined;
  return {
    severity: decision === "APPROVED" ? "note" : "warning",
    body: sentence(
      `Display name ${spoken(decision).toLowerCase()}`,
      wordsOf(value["requested_verified_name"]),
      detail("reason", value["rejection_reason"]),
    ),
  };
}

function reviewUpdate(value: Fields): News | undefined {
  const decision = wordsOf(value["decision"]);
  if (decision === undefined) return undefined;
  return { severity: decision === "REJECTED" ? "alarm" : "note", body: sentence("Account review", spoken(decision)) };
}

function capabilityUpdate(value: Fields): News {
  return {
    severity: "note",
    body: sentence(
      "Account limits changed",
      detail(
        "people a day",
        value["max_daily_conversations_per_business"] ?? value["max_daily_conversation_per_phone"],
      ),
      detail("numbers", value["max_phone_numbers_per_business"] ?? value["max_phone_numbers_per_waba"]),
    ),
  };
}

function securityUpdate(value: Fields): News | undefined {
  const event = wordsOf(value["event"]);
  if (event === undefined) return undefined;
  return { severity: "warning", body: sentence(spoken(event), detail("number", value["display_phone_number"])) };
}

const usernameUpdate = (value: Fields): News => ({
  severity: "note",
  body: sentence("Username", wordsOf(value["username"]), wordsOf(value["status"])),
});

const paymentSetup = (value: Fields): News => ({
  severity: "note",
  body: sentence(
    "Payment configuration",
    wordsOf(value["configuration_name"]),
    wordsOf(value["provider_name"]),
    wordsOf(value["status"]),
  ),
});

const readers: ReadonlyMap<string, (value: Fields) => News | undefined> = new Map([
  ["account_update", accountUpdate],
  ["account_alerts", accountAlert],
  ["account_review_update", reviewUpdate],
  ["business_capability_update", capabilityUpdate],
  // Meta's pages write the name in two ways.
  ["business_username_update", usernameUpdate],
  ["business_username_updates", usernameUpdate],
  ["payment_configuration_update", paymentSetup],
  ["phone_number_name_update", nameUpdate],
  ["phone_number_quality_update", qualityUpdate],
  ["security", securityUpdate],
]);

/** Whether a field tells of the account or the number itself. */
export const isAccountField = (field: string): boolean => readers.has(field);

/** The value of an account field. */
export function readAccountNews(scene: Scene): InboundEvent {
  const { field, value } = scene;
  const news = readers.get(field)?.(value);
  if (news === undefined) return unknownIn(scene, field, value);
  return {
    kind: "account-notice",
    id: newsId(scene, "account", value),
    topic: field,
    ...news,
    at: timeIn(scene, value["timestamp"]) ?? instant(0),
  };
}

/** An error told beside the messages of a webhook: it concerns the account or the app, not one message. */
export function readWebhookError(element: unknown, scene: Scene): InboundEvent {
  if (!isObject(element)) return unknownIn(scene, "error", element);
  const { code, title, details } = readError(element);
  return {
    kind: "account-notice",
    id: newsId(scene, "error", element),
    topic: "webhook_error",
    severity: "warning",
    body: sentence(`${title} (${code})`, details),
    at: timeIn(scene, element["timestamp"]) ?? instant(0),
  };
}
