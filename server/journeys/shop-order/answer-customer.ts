import type { Decision, JourneyContext, Understood } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { parseDecimal } from "#domain/money";
import { isCurrency } from "#domain/currency";
import type { OrderLine } from "#domain/order";
import type { Wording } from "#domain/wording";
import { type Product, type ProductOption, acceptOption, tooLongFor } from "#domain/product";
import { findProducts } from "./find-products.ts";
import { otherWay } from "./other-way.ts";
import { askOption, askShorter, chosenText, say, showCart, showProducts, tell, text } from "./say.ts";
import { idle, type Pending, type State } from "./state.ts";

type Step = Decision<State>;
type Asking = Extract<State, { readonly at: "option" }>;

const step = (state: State, effects: readonly Effect[] = []): Step => ({ state, effects, consumed: true });
/** The message was not for this journey: understanding has it, the state stays. */
const leave = (state: State): Step => ({ state, effects: [], consumed: false });

/** Reads a customer's message where the talk stands. What does not fit is left, never answered with the same question. */
export function answerCustomer(state: State, understood: Understood, context: JourneyContext): Step {
  const { content } = understood;
  if (content.kind === "choice") return onChoice(state, content.choiceId, context);
  if (content.kind === "cart") return onCart(content.lines, content.note, context);
  if (content.kind === "location" && state.at === "address") {
    const address =
      [content.name, content.address].filter(Boolean).join(", ") || `${content.latitude}, ${content.longitude}`;
    return step(idle, [{ do: "set-address", address }]);
  }
  if (content.kind !== "text") return leave(state);
  return onText(state, understood, context);
}

function onText(state: State, understood: Understood, context: JourneyContext): Step {
  const { wants } = understood;
  if (wants === "cancel") return cancel(state, context);
  // Words in quotes are meant as they stand: an engraving may well read like a question.
  const quoted = /^["«“'](.+)["»”']$/u.exec(understood.text.trim())?.[1];
  if (quoted === undefined && understood.answer !== undefined) return leave(state);
  if (state.at === "address") return step(idle, [{ do: "set-address", address: understood.text.slice(0, 500) }]);
  if (state.at === "option") {
    const given = quoted ?? understood.text;
    const taken = takeOption(state, given, context);
    if (taken) return taken;
    if (quoted !== undefined || !asksElse(understood, context)) {
      const tooLong = refuseLength(state, given, context);
      if (tooLong) return tooLong;
    }
  }
  return seek(state, understood, context);
}

/** Someone asks for something: the products she names, or the whole shop. */
function seek(state: State, understood: Understood, context: JourneyContext): Step {
  const found = findProducts(understood.text, context.products, context.channel.maxRows);
  const [only] = found;
  if (only && found.length === 1 && state.at !== "option") return begin(only, 1, [], context);
  if (found.length > 1)
    return step({ at: "browsing", skus: found.map(({ sku }) => sku) }, [showProducts(found, context)]);
  return understood.wants === "order" ? browse(context) : leave(state);
}

function browse(context: JourneyContext): Step {
  if (context.products.length === 0) return step(idle, [tell("browse.nothing")]);
  const shown = context.products.slice(0, context.channel.maxRows);
  return step({ at: "browsing", skus: shown.map(({ sku }) => sku) }, [showProducts(shown, context)]);
}

function cancel(state: State, context: JourneyContext): Step {
  const { order } = context;
  if (order?.state === "placed" || (order?.state === "cart" && order.lines.length > 0))
    return step(idle, [{ do: "cancel-order", reason: "customer-asked" }]);
  if (order && order.state !== "cart" && order.state !== "cancelled")
    return step(state, [
      tell("order.cancel-asked"),
      { do: "hand-over", reason: text("order.cancel-asked-reason", { number: order.number ?? 0 }) },
    ]);
  return state.at === "idle" ? leave(state) : step(idle, [tell("cart.left")]);
}

/** A tap. Buttons of earlier messages stay tappable for ever, so each is read against what stands now. */
function onChoice(state: State, choiceId: string, context: JourneyContext): Step {
  const [journey, what, ...rest] = choiceId.split(":");
  const value = rest.join(":");
  if (choiceId === "start:order") return browse(context);
  if (choiceId === "want:human")
    return step(state, [tell("pay.person-comes"), { do: "hand-over", reason: text("pay.person-reason") }]);
  if (journey !== "so") return leave(state);
  switch (what) {
    case "product": {
      const product = context.products.find(({ sku }) => sku === value);
      return product ? begin(product, 1, [], context) : browse(context);
    }
    case "value":
    case "skip":
      return state.at === "option"
        ? tapOption(state, what === "skip" ? undefined : Number(value), context)
        : step(state, showCart(context));
    case "pay":
      return pay(state, context);
    case "other-way":
      return step(state, otherWay(value));
    case "more":
      return browse(context);
    case "change":
      return showLines(context);
    case "line":
      return showLine(Number(value), context);
    case "more-of":
    case "less-of":
    case "remove":
      return changeLine(state, what, context);
    case "address":
      return step({ at: "address" }, [tell("address.ask")]);
    default:
      return leave(state);
  }
}

/** The call to pay. Where a choice is still open the cart has changed since its total was shown: it is shown again first. */
function pay(state: State, context: JourneyContext): Step {
  if (!context.order || context.order.lines.length === 0 || state.at === "option")
    return step({ at: "cart" }, showCart(context));
  if (context.order.state !== "cart" && context.order.state !== "placed") return step(idle, [tell("pay.already")]);
  return step({ at: "paying", reminded: false }, [{ do: "request-payment" }]);
}

/** A product was chosen: its first open option is asked, or it goes into the cart. */
function begin(product: Product, quantity: number, pending: readonly Pending[], context: JourneyContext): Step {
  const asking: Asking = { at: "option", sku: product.sku, quantity, chosen: {}, option: "", pending };
  if (product.stock !== undefined && product.stock < 1)
    return step({ at: "browsing", skus: [] }, [
      say({
        kind: "buttons",
        body: text("browse.none-left", { product: { local: product.name } }),
        buttons: [{ id: "so:more", title: text("cart.browse") }],
      }),
    ]);
  return askNext(asking, product, context);
}

/** The next option of the product that has no answer yet; after the last one, the product goes into the cart. */
function askNext(asking: Asking, product: Product, context: JourneyContext): Step {
  const open = product.options.find(({ name }) => asking.chosen[name] === undefined);
  if (open) return step({ ...asking, option: open.name }, [askOption(product, open, context)]);
  return step({ ...asking, option: "" }, [
    { do: "edit-basket", edit: { edit: "add", sku: asking.sku, options: asking.chosen, quantity: asking.quantity } },
  ]);
}

const optionOf = (state: Asking, context: JourneyContext): { product: Product; option: ProductOption } | undefined => {
  const product = context.products.find(({ sku }) => sku === state.sku);
  const option = product?.options.find(({ name }) => name === state.option);
  return product && option ? { product, option } : undefined;
};

function takeOption(state: Asking, given: string, context: JourneyContext): Step | undefined {
  const asked = optionOf(state, context);
  const value = asked && acceptOption(asked.option, given);
  if (!asked || value === undefined) return undefined;
  return askNext({ ...state, chosen: { ...state.chosen, [asked.option.name]: value } }, asked.product, context);
}

/** Whether a text reads as a question or a wish of its own rather than as an answer that came out too long. */
const asksElse = ({ text: said, wants }: Understood, context: JourneyContext): boolean =>
  wants === "help" ||
  said.trim().endsWith("?") ||
  (wants === "order" && findProducts(said, context.products, 1).length > 0);

/** Words that are too many are never cut or dropped: she is told the limit and asked again, her other choices stay. */
function refuseLength(state: Asking, given: string, context: JourneyContext): Step | undefined {
  const asked = optionOf(state, context);
  const count = asked && tooLongFor(asked.option, given);
  if (!asked || count === undefined || asked.option.kind !== "text") return undefined;
  return step(state, [askShorter(asked.product, asked.option, count, asked.option.maxLength)]);
}

function tapOption(state: Asking, index: number | undefined, context: JourneyContext): Step {
  const asked = optionOf(state, context);
  if (!asked) return browse(context);
  const value =
    asked.option.kind === "one-of" && index !== undefined
      ? asked.option.values[index]
      : asked.option.kind === "text"
        ? ""
        : undefined;
  if (value === undefined) return step(state, [askOption(asked.product, asked.option, context)]);
  return askNext({ ...state, chosen: { ...state.chosen, [asked.option.name]: value } }, asked.product, context);
}

/** A cart sent from the catalogue: it replaces ours at our prices; what needs a choice is asked, one after the other. */
function onCart(
  lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly seenPrice: string;
    readonly seenCurrency: string;
  }[],
  note: string | undefined,
  context: JourneyContext,
): Step {
  const optionsOf = (sku: string): number =>
    context.products.find((one) => one.sku === sku)?.options.filter(({ kind }) => kind === "one-of").length ?? 0;
  const ready = lines.filter(({ sku }) => optionsOf(sku) === 0);
  const pending = lines.filter(({ sku }) => optionsOf(sku) > 0).map(({ sku, quantity }) => ({ sku, quantity }));
  const edit: Effect = {
    do: "edit-basket",
    edit: {
      edit: "replace",
      lines: ready.map(({ sku, quantity, seenPrice, seenCurrency }) => {
        const seen = isCurrency(seenCurrency) ? parseDecimal(seenPrice, seenCurrency) : undefined;
        return { sku, quantity, options: {}, ...(seen ? { seenPrice: seen } : {}) };
      }),
    },
  };
  const noted: readonly Effect[] = note ? [{ do: "set-note", note: note.slice(0, 500) }] : [];
  const waiting: State =
    pending.length > 0 ? { at: "option", sku: "", quantity: 0, chosen: {}, option: "", pending } : { at: "cart" };
  return step(waiting, [...noted, edit]);
}

/** After a change of the cart while options are asked: the question that comes next, if one does. */
export function nextQuestion(state: Asking, context: JourneyContext): Step | undefined {
  const [next, ...rest] = state.pending;
  const product = context.products.find(({ sku }) => sku === next?.sku);
  return next && product ? begin(product, next.quantity, rest, context) : undefined;
}

function showLines(context: JourneyContext): Step {
  const { order } = context;
  if (!order || order.lines.length === 0) return step({ at: "cart" }, showCart(context));
  return step({ at: "changing" }, [
    say({
      kind: "list",
      body: text("change.which", { total: { money: order.total } }),
      button: text("change.button"),
      rows: order.lines.slice(0, context.channel.maxRows).map((line, n) => ({
        id: `so:line:${n}`,
        title: { local: line.name },
        description: lineRow(line),
      })),
    }),
  ]);
}

/** How many of a line and what was chosen: "2 × 54, silver". */
function lineRow(line: OrderLine): Wording {
  const options = chosenText(line);
  const { quantity } = line;
  return options === undefined
    ? text("change.row-plain", { quantity })
    : text("change.row", { quantity, options: { wording: options } });
}

function showLine(index: number, context: JourneyContext): Step {
  const line = context.order?.lines[index];
  if (!line) return showLines(context);
  return step({ at: "line", lineId: line.lineId }, [
    say({
      kind: "buttons",
      body: text("change.what", { product: { local: line.name }, quantity: line.quantity }),
      buttons: [
        { id: "so:more-of", title: text("change.one-more") },
        { id: "so:less-of", title: text("change.one-less") },
        { id: "so:remove", title: text("change.remove") },
      ],
    }),
  ]);
}

function changeLine(state: State, what: "more-of" | "less-of" | "remove", context: JourneyContext): Step {
  const line = state.at === "line" ? context.order?.lines.find(({ lineId }) => lineId === state.lineId) : undefined;
  if (!line) return showLines(context);
  const quantity = what === "remove" ? 0 : line.quantity + (what === "more-of" ? 1 : -1);
  return step({ at: "cart" }, [{ do: "edit-basket", edit: { edit: "set-quantity", lineId: line.lineId, quantity } }]);
}

/** The question that stands open, put again after something else was answered. */
export function openQuestion(state: State, context: JourneyContext): readonly Effect[] {
  switch (state.at) {
    case "option": {
      const asked = optionOf(state, context);
      return asked ? [askOption(asked.product, asked.option, context)] : [];
    }
    case "cart":
    case "changing":
    case "line":
      return context.order && context.order.lines.length > 0 ? showCart(context) : [];
    case "address":
      return [tell("address.ask")];
    case "paying":
    case "browsing":
    case "idle":
      return [];
  }
}
