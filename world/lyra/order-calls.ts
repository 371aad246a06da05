import { dayMs, instantOf } from "./calendar.ts";
import type { ApiCall, Asked, Rule } from "./calls.ts";
import { amountText } from "./currencies.ts";
import { type JsonObject, numberAt, objectAt, textAt } from "./json.ts";
import { moneyRules } from "./money-rules.ts";
import { paymentOrderObject } from "./objects.ts";
import { closeChallenge, expireWhenDue, longestOrderDays, openOrder, planExpiry } from "./sales.ts";
import type { Channel, FormAction, Sale, Scene, Terms } from "./state.ts";
import { termsOf } from "./terms.ts";
import { orderFields, orderIdField } from "./terms-fields.ts";

function channelTypeOf(asked: JsonObject): Channel["channelType"] {
  const told = textAt(asked, "channelOptions", "channelType");
  return told === "MAIL" || told === "SMS" || told === "WHATSAPP" ? told : "URL";
}

/** The sub-object a channel needs and the member of it that says whom to write to. */
function channelRules(
  channel: "MAIL" | "SMS" | "WHATSAPP",
  options: { readonly name: string; readonly code: Rule["code"] },
  to: { readonly name: string; readonly code: Rule["code"] },
): readonly Rule[] {
  const isOf = ({ asked }: Asked): boolean => channelTypeOf(asked) === channel;
  return [
    {
      name: `${channel} has its options`,
      code: options.code,
      broken: (call) =>
        isOf(call) && Object.keys(objectAt(call.asked, "channelOptions", options.name)).length === 0
          ? `Missing parameter [name=channelOptions.${options.name}]`
          : null,
    },
    {
      name: `${channel} has somebody to write to`,
      code: to.code,
      broken: (call) =>
        isOf(call) && textAt(call.asked, "channelOptions", options.name, to.name) === null
          ? `Missing parameter [name=channelOptions.${options.name}.${to.name}]`
          : null,
    },
  ];
}

const termsRules: readonly Rule[] = [
  ...moneyRules,
  {
    name: "a registration costs nothing",
    code: "PSP_1023",
    broken: ({ asked }) =>
      textAt(asked, "formAction") === "REGISTER" && numberAt(asked, "amount") !== 0 ? "The amount must be 0" : null,
  },
  {
    name: "there is something to pay",
    code: "PSP_1024",
    broken: ({ asked }) =>
      textAt(asked, "formAction") !== "REGISTER" && numberAt(asked, "amount") === 0 ? "The amount must not be 0" : null,
  },
  {
    name: "it expires within 90 days",
    code: "PSP_1007",
    broken: ({ state, asked }) => {
      const told = textAt(asked, "expirationDate");
      const left = told === null ? 0 : (instantOf(told) ?? 0) - state.ports.now();
      return left >= 0 && left <= longestOrderDays * dayMs ? null : `Invalid input value [value=${told ?? ""}]`;
    },
  },
  ...channelRules("MAIL", { name: "mailOptions", code: "INT_841" }, { name: "recipient", code: "INT_850" }),
  {
    name: "MAIL has a subject or a template",
    code: "PSP_1019",
    broken: ({ asked }) => {
      const options = objectAt(asked, "channelOptions", "mailOptions");
      const hasOne = textAt(options, "subject") !== null || textAt(options, "template") !== null;
      return channelTypeOf(asked) !== "MAIL" || hasOne ? null : "Missing parameter [name=subject]";
    },
  },
  ...channelRules("SMS", { name: "smsOptions", code: "INT_836" }, { name: "phoneNumber", code: "INT_838" }),
  ...channelRules("WHATSAPP", { name: "whatsAppOptions", code: "INT_839" }, { name: "phoneNumber", code: "INT_837" }),
];

/** The payment order a call is about. A rule before has made sure that it exists. */
function orderOf(call: Asked): Sale {
  const sale = call.shop.orders.get(textAt(call.asked, "paymentOrderId") ?? "");
  if (sale === undefined) throw new Error("a call ran on a payment order that does not exist");
  expireWhenDue(call, sale);
  return sale;
}

const exists: Rule = {
  name: "the payment order exists",
  code: "PSP_1000",
  broken: ({ shop, asked }) =>
    shop.orders.has(textAt(asked, "paymentOrderId") ?? "") ? null : `No such order of this shop in ${shop.mode} mode`,
};

const runs: readonly Rule[] = [
  exists,
  {
    name: "the payment order has not expired",
    code: "PSP_1006",
    broken: (call) => (orderOf(call).status === "EXPIRED" ? "The payment order is EXPIRED" : null),
  },
  {
    name: "the payment order is running",
    code: "PSP_1005",
    broken: (call) => {
      const { status } = orderOf(call);
      return status === "RUNNING" ? null : `The payment order is ${status}`;
    },
  },
];

const sameChannel: Rule = {
  name: "the channel stays",
  code: "PSP_1017",
  broken: (call) => {
    const now = orderOf(call).channel?.channelType ?? "URL";
    return channelTypeOf(call.asked) === now ? null : `The channel is ${now}`;
  },
};

function formActionOf(asked: JsonObject): FormAction {
  const told = textAt(asked, "formAction");
  return told === "REGISTER" || told === "REGISTER_PAY" || told === "ASK_REGISTER_PAY" ? told : "PAYMENT";
}

function channelOf(asked: JsonObject): Channel {
  const channelType = channelTypeOf(asked);
  const options = objectAt(asked, "channelOptions");
  const own = objectAt(
    options,
    { URL: "", MAIL: "mailOptions", SMS: "smsOptions", WHATSAPP: "whatsAppOptions" }[channelType],
  );
  return {
    channelType,
    to: textAt(own, "recipient") ?? textAt(own, "phoneNumber"),
    subject: textAt(own, "subject"),
    message: textAt(own, "body") ?? textAt(own, "message"),
  };
}

function create(call: Asked): JsonObject {
  const { state, shop, asked } = call;
  const terms = termsOf(asked, formActionOf(asked), "NONE");
  const told = textAt(asked, "expirationDate");
  const expiresMs = (told === null ? null : instantOf(told)) ?? state.ports.now() + shop.orderLifeMs;
  const sale = openOrder(call, terms, channelOf(asked), expiresMs);
  send(call, sale);
  return paymentOrderObject(call, sale);
}

/** The gateway writes to the buyer itself, unless the merchant hands the link over. */
function send({ state, shop }: Scene, { channel, terms, key, paymentOrderId }: Sale): void {
  if (channel === null || channel.to === null || channel.channelType === "URL") return;
  const link = `${state.publicUrl}/t/${key}`;
  const sum = terms.formAction === "REGISTER" ? "" : ` ${amountText(terms.amount, terms.currency)}`;
  const text = `${channel.message ?? `${shop.name}${sum}`} ${link}`;
  const { channelType, to } = channel;
  const atMs = state.ports.now();
  state.messages.push({ shopId: shop.id, paymentOrderId: paymentOrderId ?? "", channel: channelType, to, text, atMs });
}

function update(call: Asked): JsonObject {
  const sale = orderOf(call);
  closeChallenge(sale);
  sale.terms = updatedTerms(sale.terms, call.asked);
  const told = textAt(call.asked, "expirationDate");
  if (told !== null) {
    sale.expiresMs = instantOf(told) ?? sale.expiresMs;
    planExpiry(call, sale);
  }
  return paymentOrderObject(call, sale);
}

/** The new call's terms; of what it leaves out, the order's own stay. */
function updatedTerms(old: Terms, asked: JsonObject): Terms {
  const told = termsOf(asked, formActionOf(asked), old.waysBack.mode);
  return {
    ...told,
    orderId: told.orderId ?? old.orderId,
    formAction: textAt(asked, "formAction") === null ? old.formAction : told.formAction,
    customer: "customer" in asked ? told.customer : old.customer,
    metadata: told.metadata ?? old.metadata,
    locale: told.locale ?? old.locale,
    ipnTargetUrl: told.ipnTargetUrl ?? old.ipnTargetUrl,
    waysBack: {
      success: told.waysBack.success ?? old.waysBack.success,
      refused: told.waysBack.refused ?? old.waysBack.refused,
      cancel: told.waysBack.cancel ?? old.waysBack.cancel,
      mode: told.waysBack.mode,
    },
  };
}

function cancel(call: Asked): JsonObject {
  const sale = orderOf(call);
  closeChallenge(sale);
  sale.status = "CANCELLED";
  return paymentOrderObject(call, sale);
}

/** `Charge/CreatePaymentOrder` and `Charge/PaymentOrder/*`. */
export const orderCalls: readonly ApiCall[] = [
  { name: "Charge/CreatePaymentOrder", fields: orderFields, rules: termsRules, run: create },
  {
    name: "Charge/PaymentOrder/Get",
    fields: orderIdField,
    rules: [exists],
    run: (call) => paymentOrderObject(call, orderOf(call)),
  },
  {
    name: "Charge/PaymentOrder/Update",
    fields: { ...orderIdField, ...orderFields },
    rules: [...runs, sameChannel, ...termsRules],
    run: update,
  },
  { name: "Charge/PaymentOrder/Cancel", fields: orderIdField, rules: runs, run: cancel },
];
