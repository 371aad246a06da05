import type { JsonObject } from "./json.ts";
import { answerOf, openOrder, order, payNew, registerCard, type Rig } from "./shop-rig.ts";

/** Makes a world in which a call breaks exactly one rule, and gives the body of that call. */
type Breaking = (rig: Rig) => JsonObject | Promise<JsonObject>;

const nobody = "00000000000000000000000000000000";
const hour = 3_600_000;
const day = 24 * hour;
const silent = { amount: 990, currency: "EUR", formAction: "SILENT" };

const money = (body: JsonObject): Readonly<Record<string, Breaking>> => ({
  "currency has a contract": () => ({ ...body, currency: "ISK" }),
  "tax is part of the amount": () => ({ ...body, taxAmount: 5_000 }),
  "registration knows the e-mail": () => ({ ...body, formAction: "REGISTER_PAY" }),
});

const terms = (change: JsonObject = {}): Readonly<Record<string, Breaking>> => {
  const channelled =
    (channelOptions: JsonObject): Breaking =>
    () =>
      order({ ...change, channelOptions });
  return {
    ...money(order(change)),
    "a registration costs nothing": () => order({ ...change, formAction: "REGISTER", customer: { email: "a@b.fr" } }),
    "there is something to pay": () => order({ ...change, amount: 0 }),
    "it expires within 90 days": () => order({ ...change, expirationDate: "2027-02-23T09:00:00Z" }),
    "MAIL has its options": channelled({ channelType: "MAIL" }),
    "MAIL has somebody to write to": channelled({ channelType: "MAIL", mailOptions: { subject: "x" } }),
    "MAIL has a subject or a template": channelled({ channelType: "MAIL", mailOptions: { recipient: "a@b.fr" } }),
    "SMS has its options": channelled({ channelType: "SMS" }),
    "SMS has somebody to write to": channelled({ channelType: "SMS", smsOptions: { message: "x" } }),
    "WHATSAPP has its options": channelled({ channelType: "WHATSAPP" }),
  };
};

const channels: Readonly<Record<string, JsonObject>> = {
  MAIL: { channelType: "MAIL", mailOptions: { recipient: "a@b.fr", subject: "x" } },
  SMS: { channelType: "SMS", smsOptions: { phoneNumber: "+33612345678" } },
  WHATSAPP: { channelType: "WHATSAPP", whatsAppOptions: { phoneNumber: "+33612345678" } },
};

/** The same breaks on an order that runs, on the channel that the break is about. */
const updates = Object.fromEntries(
  Object.entries(terms()).map(([name, breaking]): [string, Breaking] => [
    name,
    async (rig) => {
      const channelOptions = channels[name.split(" ")[0] ?? ""] ?? { channelType: "URL" };
      const { id } = await openOrder(rig, { channelOptions });
      return { paymentOrderId: id, ...(await breaking(rig)) };
    },
  ]),
);

const paid = async (rig: Rig): Promise<JsonObject> => ({ uuid: (await payNew(rig)).uuid });

const captured = async (rig: Rig): Promise<JsonObject> => {
  const body = await paid(rig);
  await rig.clock.pass(day);
  return body;
};

const cancelled = async (rig: Rig): Promise<JsonObject> => {
  const body = await paid(rig);
  await answerOf(rig.world, "Transaction/Cancel", body);
  return body;
};

const refused = async (rig: Rig): Promise<JsonObject> => {
  const { url } = await openOrder(rig);
  const outcome = rig.world.pay(url, { card: "4970105100000004" });
  return { uuid: "uuid" in outcome ? outcome.uuid : "" };
};

const refundedBy =
  (amount: number) =>
  async (rig: Rig): Promise<JsonObject> => {
    const body = await captured(rig);
    await answerOf(rig.world, "Transaction/CancelOrRefund", { ...body, amount });
    return body;
  };

const expired = async (rig: Rig): Promise<JsonObject> => {
  const { id } = await openOrder(rig);
  await rig.clock.pass(2 * day);
  return { paymentOrderId: id };
};

const finished = async (rig: Rig): Promise<JsonObject> => ({ paymentOrderId: (await payNew(rig)).id });

const unknownOrder = (): JsonObject => ({ paymentOrderId: nobody });

const cancelledToken = async (rig: Rig): Promise<JsonObject> => {
  const paymentMethodToken = await registerCard(rig);
  await answerOf(rig.world, "Token/Cancel", { paymentMethodToken });
  return { paymentMethodToken };
};

const named = (service: string, breaks: Readonly<Record<string, Breaking>>): [string, Breaking][] =>
  Object.entries(breaks).map(([name, breaking]) => [`${service}: ${name}`, breaking]);

const withBody =
  (make: Breaking, more: JsonObject): Breaking =>
  async (rig) => ({ ...(await make(rig)), ...more });

const cardUpdate = (amount: number, currency = "EUR"): JsonObject => ({ cardUpdate: { amount, currency } });

/** For every row of the table of rules a call that breaks it, by `service: name`. */
export const brokenCalls: Readonly<Record<string, Breaking>> = Object.fromEntries([
  ...named("Charge/CreatePayment", {
    ...money({ amount: 990, currency: "EUR" }),
    "there is something to pay": () => ({ amount: 0, currency: "EUR" }),
    "a wallet has an owner": () => ({ amount: 990, currency: "EUR", formAction: "CUSTOMER_WALLET" }),
    "wallets are in the offer": () => ({
      amount: 990,
      currency: "EUR",
      formAction: "CUSTOMER_WALLET",
      customer: { reference: "lea" },
    }),
    "a silent payment has a token": () => silent,
    "the token exists": () => ({ ...silent, paymentMethodToken: nobody }),
    "the token is not cancelled": withBody(cancelledToken, silent),
    "the card of the token is good": async (rig) => {
      const paymentMethodToken = await registerCard(rig);
      await rig.clock.pass(4 * 366 * day);
      return { ...silent, paymentMethodToken };
    },
  }),
  ...named("Charge/CreateToken", {
    "currency has a contract": () => ({ currency: "ISK", customer: { email: "a@b.fr" } }),
    "registration knows the e-mail": () => ({ currency: "EUR" }),
  }),
  ...named("Charge/CreatePaymentOrder", {
    ...terms(),
    "WHATSAPP has somebody to write to": () =>
      order({ channelOptions: { channelType: "WHATSAPP", whatsAppOptions: { phoneNumber: null } } }),
  }),
  ...named("Charge/PaymentOrder/Get", { "the payment order exists": unknownOrder }),
  ...named("Charge/PaymentOrder/Cancel", {
    "the payment order exists": unknownOrder,
    "the payment order has not expired": expired,
    "the payment order is running": finished,
  }),
  ...named("Charge/PaymentOrder/Update", {
    ...updates,
    "the payment order exists": withBody(unknownOrder, order()),
    "the payment order has not expired": withBody(expired, order()),
    "the payment order is running": withBody(finished, order()),
    "the channel stays": async (rig) => ({
      paymentOrderId: (await openOrder(rig)).id,
      ...order({ channelOptions: channels["SMS"] ?? {} }),
    }),
    "WHATSAPP has somebody to write to": async (rig) => ({
      paymentOrderId: (await openOrder(rig, { channelOptions: channels["WHATSAPP"] ?? {} })).id,
      ...order({ channelOptions: { channelType: "WHATSAPP", whatsAppOptions: { phoneNumber: null } } }),
    }),
  }),
  ...named("Token/Get", { "the token exists": () => ({ paymentMethodToken: nobody }) }),
  ...named("Token/Cancel", {
    "the token exists": () => ({ paymentMethodToken: nobody }),
    "the token is not cancelled": cancelledToken,
  }),
  ...named("Transaction/Get", { "the transaction exists": () => ({ uuid: nobody }) }),
  ...named("Transaction/Validate", {
    "the transaction exists": () => ({ uuid: nobody }),
    "it waits for validation": paid,
  }),
  ...named("Transaction/Cancel", {
    "the transaction exists": () => ({ uuid: nobody }),
    "it is not cancelled yet": cancelled,
    "it has not gone to the bank": captured,
  }),
  ...named("Transaction/Update", {
    "the transaction exists": () => ({ uuid: nobody, ...cardUpdate(100) }),
    "it can still be changed": withBody(captured, cardUpdate(100)),
    "the currency stays": withBody(paid, cardUpdate(100, "USD")),
    "the amount does not rise": withBody(paid, cardUpdate(3_000)),
    "something changes": withBody(paid, cardUpdate(2_999)),
  }),
  ...named("Transaction/CancelOrRefund", {
    "the transaction exists": () => ({ uuid: nobody }),
    "it is not cancelled yet": cancelled,
    "it is a payment, or a refund on its way": async (rig) => {
      const body = await captured(rig);
      await answerOf(rig.world, "Transaction/CancelOrRefund", body);
      await rig.clock.pass(day);
      return { uuid: rig.world.truth().refunds[0]?.uuid ?? "" };
    },
    "money was promised or taken": refused,
    "the currency is the payment's": withBody(captured, { currency: "USD" }),
    "money that was taken is not cancelled": withBody(captured, { resolutionMode: "CANCELLATION_ONLY" }),
    "money that was not taken is not refunded": withBody(paid, { resolutionMode: "REFUND_ONLY" }),
    "a cancellation is whole": withBody(paid, { amount: 100 }),
    "the money was not charged back": async (rig) => {
      const body = await captured(rig);
      rig.world.chargeBack(String(body["uuid"]));
      return body;
    },
    "something is left to refund": refundedBy(2_999),
    "the refund is not above the payment": withBody(captured, { amount: 3_000 }),
    "all refunds together are not above the payment": withBody(refundedBy(1_000), { amount: 2_000 }),
  }),
  ...named("Order/Get", { "the order has transactions": () => ({ orderId: "nothing" }) }),
]);
