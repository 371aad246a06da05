import type { JourneyContext } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import type { LocalText } from "#domain/language";
import { lineTotal, type BasketProblem, type OrderLine } from "#domain/order";
import { type Product, inStock, type ProductOption } from "#domain/product";
import type { Draft, Wording, WordingValue } from "#domain/wording";

/** A text of this journey. */
export const text = (name: string, values?: Readonly<Record<string, WordingValue>>): Wording => ({
  text: name,
  ...(values ? { values } : {}),
});

/** Says a message; a notice goes out under a human owner too. */
export const say = (message: Draft, notice = false): Effect => ({ do: "say", message, ...(notice ? { notice } : {}) });
/** Says a plain text. */
export const tell = (name: string, values?: Readonly<Record<string, WordingValue>>, notice = false): Effect =>
  say({ kind: "text", body: text(name, values) }, notice);

/** Products to choose from: the channel's own catalogue where there is one, else a list with prices. */
export function showProducts(products: readonly Product[], context: JourneyContext): Effect {
  const shown = products.slice(0, context.channel.maxRows);
  if (context.channel.catalogue && context.shop.catalogueId && shown.length > 1)
    return say({
      kind: "product-list",
      header: { literal: context.shop.name },
      body: text("browse.body"),
      section: text("browse.section"),
      skus: shown.map(({ sku }) => sku),
    });
  return say({
    kind: "list",
    body: text("browse.body"),
    button: text("browse.button"),
    rows: shown.map((product) => ({
      id: `so:product:${product.sku}`,
      title: { local: product.name },
      description: inStock(product, 1)
        ? text("browse.price", { price: { money: product.price } })
        : text("browse.sold-out", { price: { money: product.price } }),
    })),
  });
}

/** One option of a product, as buttons, a list, or a question for her own words. */
export function askOption(product: Product, option: ProductOption, context: JourneyContext): Effect {
  const values = { product: { local: product.name }, option: { wording: optionName(option) } };
  // A question that bends with the name's gender is written for names we know; the merchant's own stand by themselves.
  const bends = option.label === undefined && isKnown(option.name);
  if (option.kind === "text")
    return say({
      kind: "buttons",
      body: text(bends ? "option.text" : "option.write", { ...values, length: option.maxLength }),
      buttons: [{ id: "so:skip", title: text("option.skip") }],
    });
  const choices = option.values.map((value, n) => ({
    id: `so:value:${n}`,
    title: readable(value, option.valueLabels?.[value]),
  }));
  const body = text(bends ? "option.one-of" : "option.choose", values);
  if (choices.length <= context.channel.maxButtons) return say({ kind: "buttons", body, buttons: choices });
  return say({ kind: "list", body, button: text("option.button"), rows: choices.slice(0, context.channel.maxRows) });
}

/** Her words do not fit: how many are too many, and the same question again. A person can be asked for instead. */
export const askShorter = (product: Product, option: ProductOption, count: number, length: number): Effect =>
  say({
    kind: "buttons",
    body: text("option.too-long", {
      product: { local: product.name },
      option: { wording: optionName(option) },
      count,
      length,
    }),
    buttons: [
      { id: "so:skip", title: text("option.skip") },
      { id: "want:human", title: text("pay.person") },
    ],
  });

const knownOptions = new Set(["size", "colour", "color", "engraving", "amount", "scent", "message"]);
const isKnown = (name: string): boolean => knownOptions.has(name);

/** The merchant's text where she wrote one, else the word itself. */
const readable = (word: string, label: LocalText | undefined): Wording =>
  label !== undefined && Object.values(label).some((words) => words !== "") ? { local: label } : { literal: word };

/** An option's name as the merchant wrote it for her customers, else as we know it, else its key. */
const optionName = ({ name, label }: Pick<ProductOption, "name" | "label">): Wording =>
  label === undefined && isKnown(name)
    ? text(`option.name.${name === "color" ? "colour" : name}`)
    : readable(name, label);

/** What was chosen for a line, in a row: "54, silver, Léa". Undefined where nothing is to choose. */
export function chosenText({ options, optionWords }: OrderLine): Wording | undefined {
  const chosen = Object.entries(options).filter(([, value]) => value !== "");
  if (chosen.length === 0) return undefined;
  return { join: chosen.map(([name, value]) => readable(value, optionWords?.[name]?.value)), by: ", " };
}

/** One line of the cart: "2 × Ring (54, Léa): 99,80 €". */
export function lineText(line: OrderLine): Wording {
  const chosen = chosenText(line);
  const values = { quantity: line.quantity, name: { local: line.name }, price: { money: lineTotal(line) } };
  return chosen === undefined
    ? text("cart.line", values)
    : text("cart.line-options", { ...values, options: { wording: chosen } });
}

/** The cart with its total, always together, and what can be done next. */
export function showCart(context: JourneyContext, notice = false): readonly Effect[] {
  const { order } = context;
  if (!order || order.lines.length === 0)
    return [
      say(
        { kind: "buttons", body: text("cart.empty"), buttons: [{ id: "so:more", title: text("cart.browse") }] },
        notice,
      ),
    ];
  const body: Wording = {
    join: [...order.lines.map(lineText), text("cart.total", { total: { money: order.total } }), text("cart.next")],
    by: "\n",
  };
  return [
    say(
      {
        kind: "buttons",
        body,
        buttons: [
          { id: "so:pay", title: text("cart.pay") },
          { id: "so:more", title: text("cart.more") },
          { id: "so:change", title: text("cart.change") },
        ],
      },
      notice,
    ),
  ];
}

/** What could not be done as asked, each in a sentence. */
export function problemTexts(problems: readonly BasketProblem[], context: JourneyContext): readonly Wording[] {
  const nameOf = (sku: string): WordingValue => {
    const product = context.products.find((one) => one.sku === sku);
    return product ? { local: product.name } : sku;
  };
  return problems.flatMap((problem): readonly Wording[] => {
    switch (problem.problem) {
      case "unknown-product":
        return [text("problem.unknown", { product: nameOf(problem.sku) })];
      case "bad-quantity":
        return [text("problem.quantity", { product: nameOf(problem.sku) })];
      case "out-of-stock":
        return [text("problem.stock", { product: nameOf(problem.sku), left: problem.left })];
      case "price-changed":
        return [text("problem.price", { product: nameOf(problem.sku), price: { money: problem.now } })];
      case "option-too-long":
        return [text("problem.too-long", { product: nameOf(problem.sku), length: problem.most })];
      case "option-missing":
        return [];
    }
  });
}
