import { countryOf, digitsOf } from "./identity.ts";
import { type JsonObject, parseObject, objectOf, objectsOf, textOf, valueAt } from "./json.ts";
import { count, edited, limit, oneOf, required, type Rule, rule, sampleOf, type SendScene } from "./rule-shape.ts";
import { interactiveFrame } from "./rules-interactive.ts";
import { orderAmountRules, orderPictureRules } from "./rules-order-amounts.ts";
import { orderPaymentRules, statusPaymentRules } from "./rules-order-payment.ts";
import { indiaOrder } from "./sample-orders.ts";
import { isPaid, isPending } from "../upi/gateway.ts";
import { gatewayOrder } from "./chat-payments.ts";

const details = "interactive.order_details";
const status = "interactive.order_status";
const parameters = "interactive.action.parameters";

/** Orders may go on from a state to these; the first state `pending` is set by order_details. */
const transitions: Readonly<Record<string, readonly string[]>> = {
  pending: ["processing", "partially_shipped", "shipped", "completed", "canceled"],
  processing: ["processing", "partially_shipped", "shipped", "completed", "canceled"],
  partially_shipped: ["processing", "partially_shipped", "shipped", "completed", "canceled"],
  shipped: ["processing", "partially_shipped", "shipped", "completed", "canceled"],
  completed: [],
  canceled: [],
};

const orderStates = Object.keys(transitions);

/** The order's state by reference; undefined when this number never sent its order_details. */
function orderState(scene: SendScene, reference: unknown): string | undefined {
  return scene.context.state.orders.get(`${scene.number.setup.phoneNumberId} ${String(reference)}`);
}

function amountOf(holder: JsonObject, name: string): number {
  const value = Number(valueAt(holder, `${name}.value`) ?? 0);
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** Total = subtotal + tax + shipping - discount, subtotal = sum of (sale amount or amount) times quantity. */
function arithmeticProblem(body: JsonObject): string | undefined {
  const order = objectOf(valueAt(body, `${parameters}.order`));
  const lines = objectsOf(order["items"]).map((item) => {
    const price = item["sale_amount"] === undefined ? amountOf(item, "amount") : amountOf(item, "sale_amount");
    return price * Number(item["quantity"] ?? Number.NaN);
  });
  const subtotal = amountOf(order, "subtotal");
  if (lines.reduce((sum, line) => sum + line, 0) !== subtotal) return "The subtotal is not the sum of the items.";
  const total = subtotal + amountOf(order, "tax") + amountOf(order, "shipping") - amountOf(order, "discount");
  const claimed = amountOf(objectOf(valueAt(body, parameters)), "total_amount");
  return total === claimed ? undefined : "The total_amount is not subtotal + tax + shipping - discount.";
}

/** News of the Indian sample's order. */
function indianStatus(word: string): JsonObject {
  return edited(status, parameters, {
    reference_id: valueAt(indiaOrder, `${parameters}.reference_id`),
    order: { status: word },
  });
}

function onlyWhereSold(kind: string): Rule {
  return rule(
    `${kind}: to customers in India and Brazil`,
    [kind],
    2040,
    ({ body }, { user }) => {
      const country = user?.country ?? countryOf(digitsOf(textOf(body["to"]) ?? ""));
      return ["IN", "BR"].includes(country)
        ? undefined
        : "Order messages are not available in the recipient's country.";
    },
    { body: { ...sampleOf(kind), to: "+33612345678" } },
  );
}

const detailRules: readonly Rule[] = [
  ...interactiveFrame(details, 1024, ["image"], true).filter((row) => !row.id.includes("header")),
  onlyWhereSold(details),
  oneOf(details, "interactive.action.name", ["review_and_pay"]),
  required(details, `${parameters}.reference_id`),
  rule(
    `${details}: the reference fits the country`,
    [details],
    131009,
    ({ body }) => {
      const reference = textOf(valueAt(body, `${parameters}.reference_id`)) ?? "";
      const fits =
        valueAt(body, `${parameters}.currency`) === "BRL" ? reference.length <= 60 : /^[\w.-]{1,35}$/.test(reference);
      return fits ? undefined : "Param reference_id is too long or has characters that are not allowed.";
    },
    { body: edited(details, `${parameters}.reference_id`, "x".repeat(61)) },
  ),
  rule(
    `${details}: the reference is new`,
    [details],
    131009,
    ({ body }, scene) =>
      orderState(scene, valueAt(body, `${parameters}.reference_id`)) === undefined
        ? undefined
        : "Param reference_id must be unique for each order_details message.",
    { body: sampleOf(details), before: async (stage) => void (await stage.send(sampleOf(details))) },
  ),
  oneOf(details, `${parameters}.type`, ["digital-goods", "physical-goods"]),
  oneOf(details, `${parameters}.currency`, ["INR", "BRL"]),
  required(details, `${parameters}.total_amount`),
  required(details, `${parameters}.order`),
  oneOf(details, `${parameters}.order.status`, ["pending"]),
  count(details, `${parameters}.order.items`, 1, 999),
  limit(details, `${parameters}.order.items[].name`, 60),
  ...orderAmountRules,
  rule(`${details}: the sums are right`, [details], 131009, ({ body }) => arithmeticProblem(body), {
    body: edited(details, `${parameters}.total_amount.value`, 5_400),
  }),
  rule(
    `${details}: the expiry is at least five minutes ahead`,
    [details],
    131009,
    ({ body }, { context }) => {
      const expiry = valueAt(body, `${parameters}.order.expiration.timestamp`);
      const soon = expiry !== undefined && Number(expiry) * 1_000 < context.ports.now() + 300_000;
      return soon ? "Param expiration['timestamp'] must be at least 300 seconds in the future." : undefined;
    },
    { body: edited(details, `${parameters}.order.expiration`, { timestamp: "1", description: "Late" }) },
  ),
  ...orderPictureRules,
  ...orderPaymentRules,
];

const statusRules: readonly Rule[] = [
  ...interactiveFrame(status, 1024, ["image"], true).filter((row) => !row.id.includes("header")),
  onlyWhereSold(status),
  oneOf(status, "interactive.action.name", ["review_order"]),
  required(status, `${parameters}.reference_id`),
  required(status, `${parameters}.order.status`),
  oneOf(status, `${parameters}.order.status`, orderStates),
  limit(status, `${parameters}.order.description`, 120),
  ...statusPaymentRules,
  rule(
    `${status}: an order that was paid, or is being paid, is not cancelled`,
    [status],
    2047,
    ({ body }, { context }) => {
      if (valueAt(body, `${parameters}.order.status`) !== "canceled") return undefined;
      const order = gatewayOrder(context, valueAt(body, `${parameters}.reference_id`));
      return order !== undefined && (isPaid(order) || isPending(order))
        ? "Cannot cancel an order with a captured or pending payment."
        : undefined;
    },
    {
      body: { ...indianStatus("canceled"), to: "+919876543210" },
      before: async ({ world, send, phoneNumberId, advance }) => {
        const answer = await send(indiaOrder);
        await advance(1_000);
        const wamid = String(valueAt(parseObject(answer.body), "messages[].id"));
        world.user("asha").payOrder(phoneNumberId, wamid, { how: "pay" });
      },
    },
  ),
  rule(
    `${status}: an order that was sent`,
    [status],
    131009,
    ({ body }, scene) =>
      orderState(scene, valueAt(body, `${parameters}.reference_id`)) === undefined
        ? "Param reference_id is not the reference of an order_details message."
        : undefined,
    { body: edited(status, `${parameters}.reference_id`, "never-sent") },
  ),
  rule(
    `${status}: a state that can follow`,
    [status],
    2046,
    ({ body }, scene) => {
      const from = orderState(scene, valueAt(body, `${parameters}.reference_id`)) ?? "pending";
      const to = String(valueAt(body, `${parameters}.order.status`));
      return transitions[from]?.includes(to) === true ? undefined : `Cannot move an order from ${from} to ${to}.`;
    },
    {
      body: sampleOf(status),
      before: async (stage) => void (await stage.send(edited(status, `${parameters}.order.status`, "completed"))),
    },
  ),
];

/** Orders with payment inside WhatsApp: India and Brazil only. */
export const orderRules: readonly Rule[] = [...detailRules, ...statusRules];
