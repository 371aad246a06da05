import type { Currency } from "#domain/currency";
import { type Money, formatDecimal } from "#domain/money";
import { type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import { amountFault, readAmount } from "#domain/qr/emv-amount";
import { type DataObject, objectsFault, readObjects, writeObjects } from "#domain/qr/emv-tlv";
import { freeText, optionalFault, requiredFault } from "#domain/qr/field-rule";

/** A template that says whose it is: `00` is a globally unique id, the rest is that owner's own. */
export type Template = { readonly id: string; readonly globalId: string; readonly fields: readonly DataObject[] };

/** The template as one object. */
export const templateObject = ({ id, globalId, fields }: Template): DataObject => ({
  id,
  value: writeObjects([{ id: "00", value: globalId }, ...fields]),
});

/** What keeps a template from being written. */
export const templateFault = ({ id, globalId, fields }: Template): CodeFault | undefined =>
  firstFault(
    requiredFault(`${id}.00 globally unique id`, globalId, freeText(32)),
    objectsFault([{ id: "00", value: globalId }, ...fields], id),
  );

/** Reads a template; one without a globally unique id in front is none. */
export function readTemplate({ id, value }: DataObject): CodeOutcome<Template> {
  const read = readObjects(value, id);
  if (!read.ok) return read;
  const [owner, ...fields] = read.value;
  if (owner?.id !== "00")
    return bad({ kind: "missing", field: `${id}.00`, want: "the globally unique id of the template first" });
  return good({ id, globalId: owner.value, fields });
}

/** What the customer's app does about a tip or fee: asks, adds a fixed fee, or adds a share of the amount. */
export type Tip =
  | { readonly kind: "ask" }
  | { readonly kind: "fixed"; readonly fee: Money }
  /** In hundredths of a percent: 525 is 5.25 %, from 1 to 9999. */
  | { readonly kind: "percentage"; readonly hundredths: number };

/** What keeps a tip from being written. */
export function tipFault(tip: Tip | undefined, currency: Currency): CodeFault | undefined {
  switch (tip?.kind) {
    case "fixed":
      return amountFault("56 fixed fee", tip.fee, currency);
    case "percentage": {
      const { hundredths } = tip;
      const fits = Number.isInteger(hundredths) && hundredths >= 1 && hundredths <= 9999;
      const field = "57 percentage fee";
      return fits ? undefined : { kind: "malformed", field, given: `${hundredths / 100}`, want: percentageWant };
    }
    case "ask":
    case undefined:
      return undefined;
  }
}

const percentageWant = "from 00.01 to 99.99, with at most two decimals";

/** `55` and the fee id that goes with it. */
export function tipObjects(tip: Tip | undefined): readonly DataObject[] {
  switch (tip?.kind) {
    case "ask":
      return [{ id: "55", value: "01" }];
    case "fixed":
      return [
        { id: "55", value: "02" },
        { id: "56", value: formatDecimal(tip.fee) },
      ];
    case "percentage":
      return [
        { id: "55", value: "03" },
        { id: "57", value: (tip.hundredths / 100).toFixed(2) },
      ];
    case undefined:
      return [];
  }
}

/** Reads `55` to `57`; a fee stands only beside the indicator that asks for it. */
export function readTip(values: ReadonlyMap<string, string>, currency: Currency): CodeOutcome<Tip | undefined> {
  const indicator = values.get("55");
  for (const [fee, asks] of [
    ["56", "02"],
    ["57", "03"],
  ] as const)
    if (values.has(fee) && indicator !== asks)
      return bad({ kind: "forbidden", field: `${fee} fee`, why: `it goes only with 55 = ${asks}` });
  switch (indicator) {
    case undefined:
      return good(undefined);
    case "01":
      return good({ kind: "ask" });
    case "02": {
      const fee = readAmount("56 fixed fee", values.get("56"), currency);
      if (!fee.ok) return fee;
      if (!fee.value) return bad({ kind: "missing", field: "56 fixed fee", want: "the fee that 55 = 02 announces" });
      return good({ kind: "fixed", fee: fee.value });
    }
    case "03":
      return readPercentage(values.get("57"));
    default:
      return bad({ kind: "malformed", field: "55 tip indicator", given: indicator, want: "01, 02 or 03" });
  }
}

function readPercentage(text: string | undefined): CodeOutcome<Tip> {
  const field = "57 percentage fee";
  if (text === undefined) return bad({ kind: "missing", field, want: "the percentage that 55 = 03 announces" });
  const [, whole, decimals = ""] = /^(\d{1,2})(?:\.(\d{0,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return bad({ kind: "malformed", field, given: text, want: percentageWant });
  return good({ kind: "percentage", hundredths: Number(whole + decimals.padEnd(2, "0")) });
}

/** The additional fields of `62` and their ids. */
const additional = [
  ["bill", "01"],
  ["mobile", "02"],
  ["store", "03"],
  ["loyalty", "04"],
  ["reference", "05"],
  ["customer", "06"],
  ["terminal", "07"],
  ["purpose", "08"],
  ["request", "09"],
] as const;

/** Names of the additional fields. */
export type AdditionalName = (typeof additional)[number][0];

/** The names in the order of their ids. */
export const additionalNames: readonly AdditionalName[] = additional.map(([name]) => name);

/**
 * Additional data (`62`). `reference` is the seller's own number of the payment; `request` names what the app should
 * ask: A address, M mobile, E e-mail. "***" as a value asks the customer to type it. `others` are 10, 11 and 50 to 99.
 */
export type AdditionalFields = { readonly [Name in AdditionalName]?: string | undefined } & {
  readonly others?: readonly DataObject[] | undefined;
};

/** The objects inside `62`; of fields without a value, none. */
export const additionalObjects = (fields: AdditionalFields): readonly DataObject[] => [
  ...additional.flatMap(([name, id]) => {
    const value = fields[name];
    return value === undefined ? [] : [{ id, value }];
  }),
  ...(fields.others ?? []),
];

/** What keeps additional data from being written. */
export function additionalFault(fields: AdditionalFields): CodeFault | undefined {
  const rules = additional.map(([name, id]) => {
    const field = `62.${id} ${name}`;
    const request = { most: 3, want: "letters out of A, M and E", pattern: /^[AME]{1,3}$/ };
    return optionalFault(field, fields[name], name === "request" ? request : freeText(25));
  });
  const reserved = (fields.others ?? []).map(({ id }): CodeFault | undefined =>
    id === "10" || id === "11" || id >= "50"
      ? undefined
      : { kind: "forbidden", field: `62.${id}`, why: "only 10, 11 and 50 to 99 are free for others" },
  );
  return firstFault(...rules, ...reserved, objectsFault(additionalObjects(fields), "62"));
}

/** Reads `62`. */
export function readAdditional(text: string | undefined): CodeOutcome<AdditionalFields | undefined> {
  if (text === undefined) return good(undefined);
  const read = readObjects(text, "62");
  if (!read.ok) return read;
  const values = new Map(read.value.map(({ id, value }) => [id, value]));
  const known = new Set<string>(additional.map(([, id]) => id));
  const others = read.value.filter(({ id }) => !known.has(id));
  const named = Object.fromEntries(additional.map(([name, id]) => [name, values.get(id)]));
  return good({ ...named, others: others.length > 0 ? others : undefined });
}
