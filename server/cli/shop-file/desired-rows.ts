import type { RowOf } from "#contracts/store";
import { type Currency, currency } from "#domain/currency";
import type { LocalText } from "#domain/language";
import { parseDecimal } from "#domain/money";
import { digitsOf } from "#domain/phone";
import type { ProductOption } from "#domain/product";
import { readDuration } from "./durations.ts";
import { invoicingOf } from "./invoicing-shape.ts";
import { limitsOf } from "./limit-shape.ts";
import { refundsOf } from "./refund-shape.ts";
import { routingOf } from "./routing-shape.ts";
import { type ShopFile, answerIdOf } from "./shop-shape.ts";

/** What a shop file asks for, as rows; without the columns only the store knows (states, times). */
export type DesiredRows = {
  readonly profile: Pick<
    RowOf<"profile">,
    "slug" | "name" | "country" | "currency" | "languages" | "time_zone" | "settings"
  >;
  readonly channels: readonly Pick<RowOf<"channel_account">, "channel_id" | "kind" | "name" | "settings">[];
  readonly rails: readonly Pick<RowOf<"rail">, "rail_id" | "kind" | "name" | "settings" | "position">[];
  readonly products: readonly Omit<RowOf<"product">, "archived" | "changed_at">[];
  readonly answers: readonly Omit<RowOf<"answer">, "archived" | "changed_at">[];
};

const longestWords = 200;

const localOf = (text: string | Readonly<Record<string, string | undefined>>, first: string): LocalText =>
  typeof text === "string"
    ? { [first]: text }
    : Object.fromEntries(Object.entries(text).filter(([, words]) => words !== undefined));

const isEmpty = (texts: object): boolean => Object.keys(texts).length === 0;

type FileOption = NonNullable<NonNullable<ShopFile["catalogue"]>[number]["options"]>[string];
type NamedOption = Exclude<FileOption, string | readonly unknown[]>;

/** An option of the file: its short forms are the long one without texts. */
function optionOf(name: string, written: FileOption, first: string): ProductOption {
  const option: NamedOption = Array.isArray(written)
    ? { values: written }
    : typeof written === "string"
      ? { text: longestWords }
      : written;
  const { values, text = longestWords } = option;
  const said = option.name === undefined ? {} : localOf(option.name, first);
  const label = isEmpty(said) ? {} : { label: said };
  if (values === undefined) return { name, kind: "text", maxLength: text, ...label };
  if (Array.isArray(values)) return { name, kind: "one-of", values: values.map(String), ...label };
  const texts = Object.entries(values).map(([value, words]) => [value, localOf(words, first)] as const);
  const valueLabels = Object.fromEntries(texts.filter(([, words]) => !isEmpty(words)));
  const more = isEmpty(valueLabels) ? {} : { valueLabels };
  return { name, kind: "one-of", values: Object.keys(values), ...label, ...more };
}

const connectionOf = ({ id, kind, name, ...settings }: NonNullable<ShopFile["channels"]>[number]) => ({
  id,
  kind,
  name: name ?? kind,
  settings: Object.fromEntries(
    Object.entries(settings).flatMap(([field, value]) => (typeof value === "string" ? [[field, value]] : [])),
  ),
});

const merchantOf = ({ name, phone, ceiling }: NonNullable<ShopFile["merchants"]>[number], code: Currency) => ({
  name,
  phone: digitsOf(phone),
  ...(ceiling === undefined ? {} : { ceilingMinor: parseDecimal(ceiling, code)?.minor }),
});

/** Turns a shop file into rows. */
export function desiredRows(file: ShopFile): DesiredRows {
  const { shop, settings = {} } = file;
  const code = currency(shop.currency);
  const [first = "en"] = shop.languages;
  const { linkLife, reminderAfter, legal, templates, statementSecret, messageRates } = settings;
  return {
    profile: {
      slug: shop.id,
      name: shop.name,
      country: shop.country,
      currency: code,
      languages: [...shop.languages],
      time_zone: shop.timeZone,
      settings: {
        ...(linkLife === undefined ? {} : { linkLifeMs: readDuration(linkLife) }),
        ...(reminderAfter === undefined ? {} : { reminderAfterMs: readDuration(reminderAfter) }),
        ...(legal === undefined ? {} : { legal }),
        ...(templates === undefined ? {} : { templates }),
        ...(file.invoicing === undefined ? {} : { invoicing: invoicingOf(file.invoicing) }),
        ...(statementSecret === undefined ? {} : { statementSecret }),
        ...(messageRates === undefined ? {} : { messageRates }),
        ...(file.limits === undefined ? {} : { limits: limitsOf(file.limits, code) }),
        ...(file.refunds === undefined ? {} : { refunds: refundsOf(file.refunds, code) }),
        ...(file.routing === undefined ? {} : { routing: routingOf(file.routing, code) }),
        ...(file.merchants === undefined ? {} : { merchants: file.merchants.map((one) => merchantOf(one, code)) }),
      },
    },
    channels: (file.channels ?? []).map(connectionOf).map(({ id, ...rest }) => ({ channel_id: id, ...rest })),
    rails: (file.rails ?? [])
      .map(connectionOf)
      .map(({ id, ...rest }, position) => ({ rail_id: id, ...rest, position })),
    products: (file.catalogue ?? []).map((product, position) => ({
      sku: product.sku,
      name: localOf(product.name, first),
      description: product.description === undefined ? {} : localOf(product.description, first),
      price_minor: parseDecimal(product.price, code)?.minor ?? 0,
      currency: code,
      vat_class: product.vat ?? "standard",
      stock: product.stock ?? null,
      options: Object.entries(product.options ?? {}).map(([name, option]) => optionOf(name, option, first)),
      image: product.image ?? null,
      position,
    })),
    answers: (file.answers ?? []).map((answer, position) => ({
      answer_id: answerIdOf(answer),
      keywords: answer.keywords,
      body: localOf(answer.text, first),
      position,
    })),
  };
}
