import type { FieldProblem } from "#api/problem";
import type { shopRoutes } from "#api/routes-shop";
import type { KeyOf, RowOf } from "#contracts/store";
import { CheckViolation } from "#contracts/store";
import type { LocalText } from "#domain/language";
import type { ProductOption } from "#domain/product";
import { RequestProblem, notFound } from "../problem.ts";
import { ownId } from "../public-ids.ts";
import { listDeadLetters } from "../read/dead-letters.ts";
import type { Looking } from "../read/looking.ts";
import { listNotices, shownNotice } from "../read/notices.ts";
import { listProducts, readProduct, shownProduct } from "../read/products.ts";
import { findEverywhere, readSummary } from "../read/summary.ts";
import { sessionToken } from "../session/cookies.ts";
import type { Call, Handlers } from "./call.ts";
import { replayLetter } from "./replay.ts";
import { writeAs } from "./records.ts";
import { refusal, wrongField, wrongFields } from "./refusals.ts";

type Draft = Call<"createProduct">["body"];
type Fields = { readonly [Name in Exclude<keyof Draft, "sku">]?: Draft[Name] | undefined };

const filled = (texts: LocalText | undefined): LocalText | undefined => {
  const written = Object.entries(texts ?? {}).filter(([, words]) => words !== undefined && words.trim() !== "");
  return written.length === 0 ? undefined : Object.fromEntries(written);
};

/** An option as it is kept: texts that say nothing are left out. */
function optionOf(option: Draft["options"][number]): ProductOption {
  const label = filled(option.label);
  const named = { name: option.name, ...(label === undefined ? {} : { label }) };
  if (option.kind === "text") return { ...named, kind: "text", maxLength: option.maxLength };
  const texts = Object.entries(option.valueLabels ?? {}).flatMap(([value, words]) => {
    const kept = filled(words);
    return kept === undefined ? [] : [[value, kept] as const];
  });
  const more = texts.length === 0 ? {} : { valueLabels: Object.fromEntries(texts) };
  return { ...named, kind: "one-of", values: option.values, ...more };
}

/** What the schema cannot see: an option named twice, a text for a value that is not there. */
function optionProblems(options: Draft["options"]): readonly FieldProblem[] {
  return options.flatMap((option, n) => {
    const twice = options.findIndex(({ name }) => name === option.name) < n;
    const strangers =
      option.kind === "one-of"
        ? Object.keys(option.valueLabels ?? {}).filter((one) => !option.values.includes(one))
        : [];
    return [
      ...(twice ? [wrongField(`/options/${n}/name`, "product.option-twice", { name: option.name })] : []),
      ...strangers.map((value) => wrongField(`/options/${n}/valueLabels`, "product.value-unknown", { value })),
    ];
  });
}

/** A product's fields as columns; those that are absent stay away. */
function columnsOf({ shop }: Pick<Looking, "shop">, fields: Fields): Partial<RowOf<"product">> {
  const { price, options, image } = fields;
  const errors = [...optionProblems(options ?? [])];
  if (fields.name !== undefined && filled(fields.name) === undefined)
    errors.push(wrongField("/name", "product.unnamed"));
  if (price !== undefined && price.currency !== shop.currency)
    errors.push(wrongField("/price/currency", "product.currency", { currency: shop.currency }));
  if (price !== undefined && price.minor < 0) errors.push(wrongField("/price/minor", "product.price"));
  if (typeof image === "string" && !/^(https:\/\/|\/)\S*$/.test(image))
    errors.push(wrongField("/image", "product.image"));
  if (errors.length > 0) throw wrongFields(...errors);
  return {
    ...(fields.name === undefined ? {} : { name: fields.name }),
    ...(fields.description === undefined ? {} : { description: fields.description }),
    ...(price === undefined ? {} : { price_minor: price.minor, currency: price.currency }),
    ...(fields.vatClass === undefined ? {} : { vat_class: fields.vatClass }),
    ...(fields.stock === undefined ? {} : { stock: fields.stock }),
    ...(options === undefined ? {} : { options: options.map(optionOf) }),
    ...(image === undefined ? {} : { image }),
  };
}

async function create(call: Call<"createProduct">) {
  const { body, shop } = call;
  const { sku, ...fields } = body;
  const columns = columnsOf(call, fields);
  const about = { act: "create", kind: "product", id: sku };
  await writeAs(call, about, { resource: "product", id: sku }, async (tx, now) => {
    const [last] = await tx.select("product", {}, { orderBy: ["position"], descending: true, limit: 1 });
    const [made] = await tx.insertNew("product", [
      {
        sku,
        name: {},
        description: {},
        price_minor: 0,
        currency: shop.currency,
        vat_class: "standard",
        stock: null,
        options: [],
        image: null,
        ...columns,
        archived: false,
        position: (last?.position ?? -1) + 1,
        changed_at: now,
      },
    ]);
    if (!made) throw refusal("product.exists", { sku });
  });
  return readProduct(call, sku);
}

async function change(call: Call<"changeProduct">) {
  const { sku } = call.params;
  const { archived, ...fields } = call.body;
  const columns = columnsOf(call, fields);
  const about = { act: "change", kind: "product", id: sku, details: { fields: Object.keys(call.body) } };
  const row = await writeAs(call, about, { resource: "product", id: sku }, async (tx, now) => {
    const [changed] = await tx.updateIf(
      "product",
      { sku: { eq: sku } },
      { ...columns, ...(archived === undefined ? {} : { archived }), changed_at: now },
    );
    if (!changed) throw notFound();
    return changed;
  });
  return shownProduct(row);
}

/** One conditional statement, so that a sale at the same moment is never written over. */
async function restock(call: Call<"changeStock">) {
  const { sku } = call.params;
  const { body } = call;
  const about = { act: "stock", kind: "product", id: sku, details: { ...body } };
  const row = await writeAs(call, about, { resource: "product", id: sku }, async (tx, now) => {
    const [there] = await tx.find("product", [{ sku }]);
    if (!there) throw notFound();
    if ("add" in body) {
      if (there.stock === null) throw refusal("stock.uncounted");
      const [moved] = await tx.updateIf(
        "product",
        { sku: { eq: sku }, stock: { gte: -body.add } },
        { stock: { add: body.add }, changed_at: now },
      );
      if (!moved) throw refusal("stock.too-little");
      return moved;
    }
    const { expected } = body;
    const condition = expected === undefined ? {} : { stock: expected === null ? { isNull: true } : { eq: expected } };
    const [set] = await tx.updateIf(
      "product",
      { sku: { eq: sku }, ...condition },
      { stock: body.set, changed_at: now },
    );
    if (!set) throw refusal("stock.changed");
    return set;
  }).catch((error: unknown) => {
    throw error instanceof CheckViolation ? refusal("stock.too-little") : error;
  });
  return shownProduct(row);
}

async function tick(call: Call<"changeNotice">) {
  const notice_id = ownId("notice", call.params.notice);
  const { state } = call.body;
  const about = { act: state === "done" ? "tick" : "untick", kind: "notice", id: notice_id };
  const row = await writeAs(call, about, { resource: "notice", id: notice_id }, async (tx) => {
    const key: KeyOf<"notice"> = { notice_id };
    const [there] = await tx.find("notice", [key], { lock: true });
    if (!there) throw notFound();
    await tx.update("notice", [{ ...key, state }]);
    return { ...there, state };
  });
  return shownNotice(call, row, call.language);
}

/** Keeps the line open; whoever loses her seat or signs out is cut off with the next heartbeat. */
async function openStream(call: Call<"live">): Promise<void> {
  const { till, hub, shop, request, reply } = call;
  const token = sessionToken(request.headers.cookie) ?? "";
  const may = async (): Promise<boolean> =>
    (await till.accounts.whoIs(token))?.seats.some(({ businessId }) => businessId === shop.businessId) === true;
  const last = request.headers["last-event-id"];
  const isOpen = hub.open(shop.businessId, reply.raw, typeof last === "string" ? last : undefined, may);
  if (!isOpen) throw new RequestProblem("too-many-requests", { retryAfter: 10 });
  reply.hijack();
}

/** The catalogue, the day, notices, what needs a person, and the live stream. */
export const shopHandlers: Handlers<keyof typeof shopRoutes> = {
  products: (call) => listProducts(call, call.query),
  product: (call) => readProduct(call, call.params.sku),
  createProduct: create,
  changeProduct: change,
  changeStock: restock,
  summary: (call) => readSummary(call),
  search: (call) => findEverywhere(call, call.query.q),
  notices: (call) => listNotices(call, call.query, call.language),
  changeNotice: tick,
  deadLetters: (call) => listDeadLetters(call, call.query),
  replayDeadLetter: replayLetter,
  live: openStream,
};
