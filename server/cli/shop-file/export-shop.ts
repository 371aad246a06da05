import { stringify } from "yaml";
import { type Currency, currency } from "#domain/currency";
import { formatDecimal, money } from "#domain/money";
import type { ProductOption } from "#domain/product";
import { writeDuration } from "./durations.ts";
import { writeLimits } from "./limit-shape.ts";
import { brief } from "./plain-fields.ts";
import type { ShopRows } from "./plan-shop.ts";
import { writeRefunds } from "./refund-shape.ts";
import { writeRouting } from "./routing-shape.ts";

/** An option as the file writes it: the short form where nothing has a text of its own. */
function optionOf(option: ProductOption): unknown {
  const name = option.label === undefined ? {} : { name: option.label };
  if (option.kind === "text") return { ...name, text: option.maxLength };
  const { values, valueLabels } = option;
  // Texts stand under their values; a value without one is read as it is written.
  if (valueLabels !== undefined)
    return { ...name, values: Object.fromEntries(values.map((value) => [value, valueLabels[value] ?? {}])) };
  return option.label === undefined ? [...values] : { ...name, values: [...values] };
}

const merchantsOf = (written: unknown, code: Currency): readonly object[] =>
  (Array.isArray(written) ? written : []).map((one: { name: string; phone: string; ceilingMinor?: number }) => ({
    name: one.name,
    phone: `+${one.phone}`,
    ...(one.ceilingMinor === undefined ? {} : { ceiling: formatDecimal(money(one.ceilingMinor, code)) }),
  }));

/**
 * Writes a shop as its file. Applied where it came from, it changes nothing. Sealed secrets stay sealed: they open only
 * in the installation that sealed them. Archived things are left out. Undefined when there is no such shop.
 */
export function exportShop(rows: ShopRows): string | undefined {
  const { profile } = rows;
  if (!profile) return undefined;
  const { linkLifeMs, reminderAfterMs, legal, templates, merchants, limits, routing, ...others } = profile.settings;
  const { refunds, invoicing, statementSecret, messageRates } = others;
  const duration = (value: unknown): string | undefined =>
    typeof value === "number" ? writeDuration(value) : undefined;
  return stringify(
    brief({
      shop: {
        id: profile.slug,
        name: profile.name,
        country: profile.country,
        currency: profile.currency,
        languages: profile.languages,
        timeZone: profile.time_zone,
      },
      settings: brief({
        linkLife: duration(linkLifeMs),
        reminderAfter: duration(reminderAfterMs),
        legal,
        templates,
        statementSecret,
        messageRates,
      }),
      invoicing: brief((invoicing ?? {}) as Readonly<Record<string, unknown>>),
      limits: writeLimits(limits, currency(profile.currency)),
      refunds: writeRefunds(refunds, currency(profile.currency)),
      routing: writeRouting(routing, currency(profile.currency)),
      merchants: merchantsOf(merchants, currency(profile.currency)),
      channels: rows.channels
        .filter(({ state }) => state !== "archived")
        .map(({ channel_id: id, kind, name, settings }) => ({ id, kind, name, ...settings })),
      rails: rows.rails
        .filter(({ state }) => state !== "archived")
        .map(({ rail_id: id, kind, name, settings }) => ({ id, kind, name, ...settings })),
      catalogue: rows.products
        .filter(({ archived }) => !archived)
        .map((product) =>
          brief({
            sku: product.sku,
            name: product.name,
            description: product.description,
            price: formatDecimal(money(product.price_minor, currency(product.currency))),
            vat: product.vat_class,
            stock: product.stock,
            options: Object.fromEntries(product.options.map((option) => [option.name, optionOf(option)])),
            image: product.image,
          }),
        ),
      answers: rows.answers
        .filter(({ archived }) => !archived)
        .map(({ answer_id: id, keywords, body }) => ({ id, keywords, text: body })),
    }),
    { lineWidth: 110 },
  );
}
