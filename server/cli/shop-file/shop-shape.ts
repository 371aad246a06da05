import { z } from "zod";
import type { SettingsProblem } from "#contracts/payment-provider";
import type { AnySettings, SettingsForm } from "#contracts/settings";
import { type Currency, isCurrency } from "#domain/currency";
import { languages } from "#domain/language";
import { parseDecimal } from "#domain/money";
import { digitsOf } from "#domain/phone";
import { readDuration } from "./durations.ts";
import { invoicingFaults, invoicingShape } from "./invoicing-shape.ts";
import { type WrittenLimits, limitAmounts, limits } from "./limit-shape.ts";
import { refundAmounts, refunds, strangeDesks } from "./refund-shape.ts";
import { type WrittenRouting, namedRails, routing, routingAmounts } from "./routing-shape.ts";
import { nearestWord } from "./suggestion.ts";

/** The plugs a shop may connect: their kinds and the forms of their settings. */
export type PlugForms = {
  readonly channels: Readonly<Record<string, SettingsForm>>;
  readonly rails: Readonly<Record<string, SettingsForm>>;
  /** What is wrong with a rail's settings as a whole, at the field to mend. */
  readonly railProblems?: (kind: string, settings: AnySettings) => readonly SettingsProblem[];
};

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be small letters, figures and hyphens, at most 63, such as my-shop");
const language = z.enum(languages);
const localText = z.union(
  [
    z.string().min(1).max(4096),
    z.strictObject(Object.fromEntries(languages.map((one) => [one, z.string().max(4096).optional()]))),
  ],
  { error: `must be a text, or texts by language (${languages.join(", ")})` },
);
const duration = z
  .string({ error: "must be a time such as 30min, 23h or 2d" })
  .refine((text) => readDuration(text) !== undefined, "must be a time such as 30min, 23h or 2d");
const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
};

const shop = z.strictObject({
  id: slug,
  name: z.string().trim().min(1).max(120),
  country: z.string().regex(/^[A-Z]{2}$/, "must be two capital letters (ISO 3166), such as FR"),
  currency: z
    .string()
    .refine((code): code is Currency => isCurrency(code), "must be a currency's code (ISO 4217), such as EUR"),
  languages: z.array(language, { error: `must be a list out of ${languages.join(", ")}` }).min(1),
  timeZone: z.string().refine(isTimeZone, "must be a time zone's name (IANA), such as Europe/Paris"),
});

const templateName = z.string().regex(/^[a-z0-9_]{1,512}$/);
const price = z.number().min(0).max(100);
/** A rate card: prices by calling code (`*` for everywhere else) and category. */
const messageRates = z.strictObject({
  currency: z.string().refine(isCurrency, "must be a currency of ISO 4217, such as EUR"),
  rates: z.record(
    z.string().regex(/^(\*|[1-9]\d{0,6})$/, 'must be a calling code without +, such as "33", or "*"'),
    z.strictObject({
      marketing: price.optional(),
      utility: price.optional(),
      authentication: price.optional(),
      service: price.optional(),
    }),
  ),
});

const settings = z.strictObject({
  /** How long a payment link stays payable. */
  linkLife: duration.optional(),
  /** When an unpaid link is recalled to the customer. */
  reminderAfter: duration.optional(),
  /** Proves that a signed statement is the shop's own. */
  statementSecret: z
    .string()
    .regex(/^(env|file):\S+$/, "must be a reference, such as env:STATEMENT_SECRET: secrets are not written here")
    .optional(),
  /** What a message costs by the receiver's calling code and category, in main units: see Meta's own rate card. */
  messageRates: messageRates.optional(),
  /**
   * Names of approved templates. paymentLink: its body has three places, for the shop, the amount and the link. refund:
   * three, for the shop, the order and what happened. cardRegistration: two, for the shop and the link.
   */
  templates: z
    .strictObject({
      paymentLink: templateName.optional(),
      refund: templateName.optional(),
      cardRegistration: templateName.optional(),
    })
    .optional(),
  /** Lines printed on receipts: registration, tax number, address. */
  legal: z.array(z.string().min(1).max(200)).max(10).optional(),
});

const fieldValue = (field: SettingsForm[string]) => {
  const text = z.string().min(1).max(8192);
  const { choices } = field;
  const checked = choices
    ? text.refine((value) => choices.includes(value), `must be one of ${choices.join(", ")}`)
    : field.kind === "url"
      ? text.refine(
          (value) => /^(env|file):/.test(value) || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)),
          "must be an http or https address",
        )
      : text;
  return field.required ? checked : checked.optional();
};

const connection = (kind: string, form: SettingsForm) =>
  z.strictObject({
    id: slug,
    kind: z.literal(kind),
    name: z.string().trim().min(1).max(80).optional(),
    ...Object.fromEntries(Object.entries(form).map(([name, field]) => [name, fieldValue(field)])),
  });

const optionKey = z.string().min(1).max(60);
const optionValues = z
  .array(z.union([optionKey, z.number()]))
  .min(1)
  .max(50);
/** Texts for keys stand under them. Keys that are whole numbers come in rising order: a list keeps any order. */
const namedValues = z
  .record(optionKey, localText)
  .refine((values) => Object.keys(values).length >= 1 && Object.keys(values).length <= 50, "must hold 1 to 50 values");
/** Who may sell by writing to the shop's own number. */
const merchant = z.strictObject({
  name: z.string().trim().min(1).max(80),
  phone: z
    .string({ error: 'must be a phone in quotes with + and the country code, such as "+33 6 12 34 56 78"' })
    .refine((text) => /^\+\d{7,15}$/.test(text.replace(/[\s().-]/g, "")), "must begin with + and the country code"),
  /** The most she may ask for or send back at once, in the shop's currency. */
  ceiling: z.string({ error: 'must be a decimal in quotes, such as "500"' }).optional(),
});

const option = z.union(
  [
    z.literal("text"),
    optionValues,
    z
      .strictObject({
        name: localText.optional(),
        values: z
          .union([optionValues, namedValues], { error: "must be a list of values, or texts by value" })
          .optional(),
        text: z.int().min(1).max(500).optional(),
      })
      .refine(({ values, text }) => (values === undefined) !== (text === undefined), "needs either values or text"),
  ],
  {
    error:
      "must be a list of values, or text, or { text: 40 } with the most letters, or { name, values } with texts by language",
  },
);

const product = z.strictObject({
  sku: z.string().regex(/^[\w.-]{1,100}$/, "must be letters, figures, dots, hyphens or underscores"),
  name: localText,
  description: localText.optional(),
  price: z.string({ error: 'must be a decimal in quotes, such as "49.90"' }),
  vat: z.enum(["standard", "reduced", "zero"]).optional(),
  stock: z.int().min(0).nullable().optional(),
  options: z.record(optionKey, option).optional(),
  image: z.string().max(2048).optional(),
});

const answer = z.strictObject({
  id: slug.optional(),
  keywords: z.array(z.string().trim().min(1).max(60)).min(1).max(40),
  text: localText,
});

/** An answer's id: its own, or its first keyword in plain letters. */
export function answerIdOf({
  id,
  keywords,
}: {
  readonly id?: string | undefined;
  readonly keywords: readonly string[];
}) {
  if (id !== undefined) return id;
  const plain = (keywords[0] ?? "").normalize("NFKD").toLowerCase();
  const slugged = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return (slugged === "" ? [...plain].map((letter) => letter.codePointAt(0)?.toString(16)).join("-") : slugged).slice(
    0,
    63,
  );
}

const connections = (forms: Readonly<Record<string, SettingsForm>>) => {
  const kinds = Object.entries(forms).map(([kind, form]) => connection(kind, form));
  const [first, ...others] = kinds;
  return first === undefined ? z.array(z.never()) : z.array(z.discriminatedUnion("kind", [first, ...others]));
};

/** What is wrong with a rail as a whole; what is kept elsewhere is not known here. */
function railProblems({ railProblems: found }: PlugForms, rail: object): readonly SettingsProblem[] {
  const { kind, ...settings } = rail as Readonly<Record<string, string>>;
  const isElsewhere = Object.values(settings).some((value) => /^(env|file):/.test(value));
  return isElsewhere || found === undefined ? [] : found(kind ?? "", settings);
}

/** Rails that limits and rules name and the file does not connect; a file without rails names those on record. */
function strangeRails(file: {
  readonly rails?: readonly { readonly id: string }[] | undefined;
  readonly limits?: WrittenLimits | undefined;
  readonly routing?: WrittenRouting | undefined;
}) {
  const rails = file.rails?.map(({ id }) => id);
  const named = namedRails(file.routing);
  const twice = named
    .filter(({ id, rule }, n) => named.findIndex((one) => one.id === id && one.rule === rule) < n)
    .map(({ id, path }) => ({ path: ["routing", ...path], message: `names ${id} twice in one rule` }));
  if (rails === undefined) return twice;
  const places = [
    ...named.map(({ id, path }) => ({ id, path: ["routing", ...path] })),
    ...Object.keys(file.limits?.perRail ?? {}).map((id) => ({ id, path: ["limits", "perRail", id] })),
  ];
  const strange = places
    .filter(({ id }) => !rails.includes(id))
    .map(({ id, path }) => {
      const meant = nearestWord(id, rails);
      const help = meant === undefined ? `known: ${rails.join(", ") || "none"}` : `did you mean ${meant}?`;
      return { path, message: `names ${id}, which is no rail of this file; ${help}` };
    });
  return [...twice, ...strange];
}

/** The shape of a shop file, with the forms of the plugs that are installed. */
export const shopShape = (plugs: PlugForms) =>
  z
    .strictObject({
      shop,
      settings: settings.optional(),
      merchants: z.array(merchant).max(100).optional(),
      limits: limits.optional(),
      invoicing: invoicingShape.optional(),
      routing: routing.optional(),
      refunds: refunds.optional(),
      channels: connections(plugs.channels).optional(),
      rails: connections(plugs.rails).optional(),
      catalogue: z.array(product).max(10_000).optional(),
      answers: z.array(answer).max(1_000).optional(),
    })
    .superRefine((file, context) => {
      for (const [n, { price }] of (file.catalogue ?? []).entries()) {
        const amount = parseDecimal(price, file.shop.currency);
        if (amount === undefined || amount.minor < 0)
          context.addIssue({
            code: "custom",
            path: ["catalogue", n, "price"],
            message: `must be a decimal in ${file.shop.currency}, such as "49.90"`,
          });
      }
      for (const [n, rail] of (file.rails ?? []).entries())
        for (const { field, problem } of railProblems(plugs, rail))
          context.addIssue({ code: "custom", path: ["rails", n, field], message: problem });
      for (const [n, { ceiling }] of (file.merchants ?? []).entries())
        if (ceiling !== undefined && (parseDecimal(ceiling, file.shop.currency)?.minor ?? 0) <= 0)
          context.addIssue({
            code: "custom",
            path: ["merchants", n, "ceiling"],
            message: `must be a decimal in ${file.shop.currency}, such as "500"`,
          });
      const amounts = [
        ...limitAmounts(file.limits).map(({ path, text }) => ({ path: ["limits", ...path], text })),
        ...routingAmounts(file.routing).map(({ path, text }) => ({ path: ["routing", ...path], text })),
        ...refundAmounts(file.refunds).map(({ path, text }) => ({ path: ["refunds", ...path], text })),
      ];
      for (const { path, text } of amounts)
        if ((parseDecimal(text, file.shop.currency)?.minor ?? 0) <= 0)
          context.addIssue({
            code: "custom",
            path: path.map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
            message: `must be a decimal in ${file.shop.currency}, such as "500"`,
          });
      if (file.invoicing !== undefined)
        for (const { field, problem } of invoicingFaults(file.shop.country, file.invoicing))
          context.addIssue({ code: "custom", path: ["invoicing", field], message: problem });
      for (const issue of strangeDesks(file.refunds, file.merchants)) context.addIssue({ code: "custom", ...issue });
      for (const issue of strangeRails(file)) context.addIssue({ code: "custom", ...issue });
      const lists = [
        ["merchants", (file.merchants ?? []).map(({ phone }) => digitsOf(phone))],
        ["channels", (file.channels ?? []).map(({ id }) => id)],
        ["rails", (file.rails ?? []).map(({ id }) => id)],
        ["catalogue", (file.catalogue ?? []).map(({ sku }) => sku)],
        ["answers", (file.answers ?? []).map(answerIdOf)],
      ] as const;
      for (const [list, names] of lists)
        for (const [n, name] of names.entries())
          if (names.indexOf(name) < n)
            context.addIssue({ code: "custom", path: [list, n], message: `${name} is there twice` });
    });

/** A shop file that fits the shape. */
export type ShopFile = z.output<ReturnType<typeof shopShape>>;
