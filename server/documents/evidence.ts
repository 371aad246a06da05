import { Document, type DocumentProps, Page, Text, View, renderToBuffer } from "@react-pdf/renderer";
import { type ReactElement, createElement as h } from "react";
import * as z from "zod";
import { currency, isCurrency } from "#domain/currency";
import { languages } from "#domain/language";
import { formatDecimal, money } from "#domain/money";
import { type EvidenceTexts, evidenceTexts } from "./evidence-texts.ts";
import { text } from "./paper-parts.ts";
import { drawable } from "./printed.ts";
import { style } from "./receipt-style.ts";

const item = z.record(z.string(), z.unknown());
const shape = z.object({
  about: z.object({
    shop: z.object({ slug: z.string(), name: z.string() }),
    order: z.object({ id: z.string(), number: z.int().nullable() }),
    madeAt: z.string(),
    language: z.enum(languages).catch("en"),
  }),
  parts: z.array(z.object({ part: z.string(), items: z.array(item) })),
  root: z.string(),
  signature: z.object({ algorithm: z.string(), publicKey: z.string(), value: z.string() }),
});

/** Evidence as far as it is printed. */
export type PrintedEvidence = z.infer<typeof shape>;
type Item = z.infer<typeof item>;

/** Reads an evidence file; throws an Error that names the first field which does not fit. */
export function readEvidence(file: unknown): PrintedEvidence {
  const read = shape.safeParse(file);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`the evidence cannot be read at "${first?.path.join(".") ?? ""}": ${first?.message ?? ""}`);
}

const look = {
  page: { ...style.page, fontSize: 8.5, paddingHorizontal: 40 },
  part: { ...style.title, marginTop: 16, marginBottom: 4 },
  item: { paddingVertical: 3, borderBottomWidth: 0.5, borderColor: "#d9dfdc" },
  small: { ...style.legal, fontSize: 7 },
} as const;

const word = (value: unknown): string =>
  value === null || value === undefined || typeof value === "object" ? "" : String(value as string | number | boolean);

/** An amount of a row: "12.50 EUR". */
function amountOf(one: Item): string {
  const code = word(one["currency"]);
  const minor = one["amount_minor"];
  return typeof minor === "number" && isCurrency(code) ? `${formatDecimal(money(minor, currency(code)))} ${code}` : "";
}

const row = (key: number, head: string, body: string): ReactElement =>
  h(
    View,
    { key, style: look.item, wrap: body.length > 1_200 },
    text(look.small, head),
    ...(body === "" ? [] : [text({}, body)]),
  );

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" · ");

function messageRow(one: Item, key: number, words: EvidenceTexts): ReactElement {
  const from = one["from"] === "customer" ? words.customer : word(one["from"]);
  return row(
    key,
    joined(word(one["at"]), from, word(one["status"]), word(one["provider_id"])),
    word(one["text"]) === "" ? `[${word(one["kind"])}]` : word(one["text"]),
  );
}

const linesOf = (value: unknown): readonly Item[] => (Array.isArray(value) ? (value as Item[]) : []);

function orderRow(one: Item, key: number): ReactElement {
  const lines = linesOf(one["lines"]).map((line) => {
    const price = line["unitPrice"] as { minor?: unknown; currency?: unknown } | undefined;
    const each = amountOf({ amount_minor: price?.minor, currency: price?.currency });
    const name = Object.values((line["name"] ?? {}) as Record<string, unknown>)[0];
    const chosen = Object.values((line["options"] ?? {}) as Record<string, unknown>).map(word);
    return `${word(line["quantity"])} × ${word(name)} ${chosen.join(", ")} ${each}`;
  });
  const customer = (one["customer"] ?? {}) as Item;
  const total = amountOf({ amount_minor: one["total_minor"], currency: one["currency"] });
  return row(
    key,
    joined(word(one["state"]), word(one["placed_at"]), word(one["paid_at"])),
    [
      joined(word(customer["name"]), word(customer["phone"]), word(customer["email"])),
      word(one["address"]),
      ...lines,
      total,
      word(one["note"]),
    ]
      .filter((line) => line !== "")
      .join("\n"),
  );
}

/** Names that say who or what a row is about, in this order; then its amount, its words and its moments. */
const telling =
  "number kind entry_key capture_id dispute_id provider_ref fact_id via act actor debit credit card given state stage " +
  "verdict reason problem text";

function plainRow(one: Item, key: number): ReactElement {
  const words = telling.split(" ").map((name) => word(one[name]));
  const at = word(one["at"] ?? one["created_at"] ?? one["issued_at"]);
  const hashes = ["content_hash", "chain_hash"].map((name) => word(one[name])).filter((hash) => hash !== "");
  return row(key, joined(at, ...hashes), joined(amountOf(one), ...words));
}

function part({ part: name, items }: PrintedEvidence["parts"][number], words: EvidenceTexts): ReactElement {
  const rows = items.map((one, n) => {
    if (name === "conversation") return messageRow(one, n, words);
    return name === "order" ? orderRow(one, n) : plainRow(one, n);
  });
  return h(
    View,
    { key: name },
    text(look.part, words.parts[name] ?? name),
    ...(rows.length === 0 ? [text(style.legal, words.nothing)] : rows),
  );
}

function document(file: PrintedEvidence): ReactElement<DocumentProps> {
  const words = evidenceTexts[file.about.language];
  const { shop, order, madeAt } = file.about;
  const title = `${words.title} · ${shop.name} · ${words.order} ${order.number ?? order.id}`;
  // A file made of the same content is the same file: its date is the content's own.
  const made = new Date(madeAt);
  return h(
    Document,
    {
      title: drawable(title),
      author: drawable(shop.name),
      creator: "Comptoir",
      producer: "Comptoir",
      language: file.about.language,
      creationDate: made,
      modificationDate: made,
    },
    h(
      Page,
      { size: "A4", style: look.page },
      text(style.shopName, words.title),
      text({}, `${shop.name} · ${words.order} ${order.number ?? ""} · ${order.id}`),
      text(style.legal, `${words.made} ${madeAt} · ${words.times}`),
      ...file.parts.map((one) => part(one, words)),
      h(
        View,
        { wrap: false },
        text(look.part, words.proof),
        ...[
          [words.root, file.root],
          [words.key, file.signature.publicKey],
          [words.signature, file.signature.value],
        ].map(([label = "", value = ""], n) => row(n, label, value)),
        text(style.legal, words.check),
      ),
      h(
        View,
        { style: style.foot, fixed: true },
        h(Text, {}, drawable(title)),
        h(Text, { render: ({ pageNumber, totalPages }) => words.page(pageNumber, totalPages) }),
      ),
    ),
  );
}

/** Evidence as people read it: A4, chronological, grouped by kind. The same file gives the same bytes. */
export async function renderEvidence(file: PrintedEvidence): Promise<Uint8Array> {
  return new Uint8Array(await renderToBuffer(document(file)));
}
