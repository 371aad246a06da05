import { z } from "zod";
import { listOf, time } from "./identifier.ts";
import { language, localText } from "./language.ts";
import { currencyCode } from "./money.ts";

/** The shop itself. Times are hours or minutes as their names say. */
export const profile = z
  .object({
    slug: z.string(),
    name: z.string().trim().min(1).max(120),
    country: z.string().regex(/^[A-Z]{2}$/),
    currency: currencyCode,
    languages: listOf(language).check(z.minLength(1)),
    timeZone: z.string().min(1).max(60),
    /** How long a payment link stays payable. */
    linkLifeMinutes: z.int().min(30).max(10_080),
    /** When an unpaid link is recalled. */
    reminderAfterMinutes: z.int().min(5).max(10_080),
    /** Legal lines on receipts. */
    legal: listOf(z.string().max(200)).check(z.maxLength(10)),
  })
  .meta({ id: "Profile" });
/** The shop itself. */
export type Profile = z.output<typeof profile>;
/** What changes of the shop; slug and currency stay. */
export const profileChange = profile.omit({ slug: true, currency: true }).partial();

/** One field of a plug's settings; the console draws the form from it. */
export const settingsField = z.object({
  label: z.string(),
  kind: z.enum(["text", "secret", "url", "choice", "number"]),
  help: z.string().optional(),
  required: z.boolean(),
  choices: listOf(z.string()).optional(),
  standard: z.string().optional(),
});
/** One field of a plug's settings. */
export type SettingsField = z.output<typeof settingsField>;
/** All fields of a plug, by name, in the order they are shown. */
export const settingsForm = z.record(z.string(), settingsField);

/** A kind of channel or rail this installation can connect. `setup` is its guide as Markdown. */
export const plug = z
  .object({ plug: z.enum(["channel", "rail"]), kind: z.string(), form: settingsForm, setup: z.string() })
  .meta({ id: "Plug" });
/** A kind of channel or rail. */
export type Plug = z.output<typeof plug>;

/**
 * The value of a field as the console may see it. A secret is never shown: only whether it is set, and the `env:` or
 * `file:` reference where it is one.
 */
export const fieldValue = z.union([
  z.object({ secret: z.literal(false), value: z.string() }),
  z.object({ secret: z.literal(true), set: z.boolean(), reference: z.string().nullable() }),
]);

/** A connected channel or rail. */
export const connection = z
  .object({
    id: z.string(),
    plug: z.enum(["channel", "rail"]),
    kind: z.string(),
    name: z.string(),
    state: z.enum(["on", "paused", "archived"]),
    pausedUntil: time.nullable(),
    pauseReason: z.string().nullable(),
    /** The address to give to the provider; null where none posts anything. */
    webhookUrl: z.string().nullable(),
    values: z.record(z.string(), fieldValue),
    changedAt: time,
  })
  .meta({ id: "Connection" });
/** A connected channel or rail. */
export type Connection = z.output<typeof connection>;

/** The id of a connection: unique in the installation, written in its webhook's address. */
export const connectionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** A connection made or changed. A value that is absent stays as it is; an empty one is taken away. */
export const connectionDraft = z.object({
  kind: z.string(),
  name: z.string().trim().min(1).max(80),
  state: z.enum(["on", "paused", "archived"]).default("on"),
  values: z.record(z.string(), z.string().max(8192)),
});
/** A connection made or changed. */
export type ConnectionDraft = z.output<typeof connectionDraft>;

/** What a check of a connection may say, by its code, with the values that belong to it. */
export const checkNotes = {
  answered: ["host", "status"],
  unreachable: ["reason"],
  missing: ["fields"],
  "never-arrived": [],
  arrived: ["at"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What is checked: every needed setting has a value, the provider answers, its signed posts arrive. */
export const connectionChecks = ["settings", "account", "webhook"] as const;

/** What a test of a connection found, check by check. `title` and `detail` are in English; codes are for screens. */
export const connectionTest = z
  .object({
    ok: z.boolean(),
    checks: listOf(
      z.object({
        check: z.enum(connectionChecks),
        title: z.string(),
        outcome: z.enum(["passed", "failed", "skipped"]),
        detail: z.string().nullable(),
        note: z
          .object({
            code: z.enum(Object.keys(checkNotes) as (keyof typeof checkNotes)[]),
            /** `at` is an instant, `fields` names fields of the form, separated by blanks. */
            values: z.record(z.string(), z.string()),
          })
          .nullable(),
      }),
    ),
    at: time,
  })
  .meta({ id: "ConnectionTest" });
/** What a test of a connection found. */
export type ConnectionTest = z.output<typeof connectionTest>;

const answerFields = {
  keywords: listOf(z.string().trim().min(1).max(60)).check(z.minLength(1), z.maxLength(40)),
  text: localText,
};
/** An answer of the shop's to a keyword. */
export const shopAnswer = z
  .object({ id: z.string(), ...answerFields, archived: z.boolean(), changedAt: time })
  .meta({ id: "ShopAnswer" });
/** An answer of the shop's to a keyword. */
export type ShopAnswer = z.output<typeof shopAnswer>;
/** A new answer. */
export const answerDraft = z.object(answerFields);
/** What changes of an answer; `archived: false` brings it back. */
export const answerChange = z.object({ ...answerFields, archived: z.boolean() }).partial();
