import { isoOf } from "./calendar.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Customer, Sale, Scene, Terms, Token, Transaction } from "./state.ts";
import { cycleOf, orderStatusOf } from "./statuses.ts";
import { transactionObject } from "./transaction-objects.ts";

const billingNames =
  "address address2 category cellPhoneNumber city country district firstName identityCode language lastName " +
  "legalName phoneNumber state streetNumber title zipCode";
const shippingNames =
  "address address2 category city country deliveryCompanyName district firstName identityCode lastName legalName " +
  "phoneNumber shippingMethod shippingSpeed state streetNumber zipCode";

/** Every name with what was given for it, or null, and the type: Lyra leaves nothing out. */
function filledIn(names: string, given: JsonObject, type: string): JsonObject {
  const all: [string, Json][] = names.split(" ").map((name) => [name, given[name] ?? null]);
  return { ...Object.fromEntries(all), _type: `V4/Customer/${type}` };
}

/** `customer` of an answer. `language` is the page's, in capitals. */
function customerObject(customer: Customer, language: string | null): JsonObject {
  const billing = { language, ...customer.billingDetails };
  return {
    billingDetails: filledIn(billingNames, billing, "BillingDetails"),
    email: customer.email,
    reference: customer.reference,
    shippingDetails: filledIn(shippingNames, customer.shippingDetails, "ShippingDetails"),
    extraDetails: filledIn("browserAccept fingerPrintId ipAddress browserUserAgent", {}, "ExtraDetails"),
    shoppingCart: filledIn(
      "insuranceAmount shippingAmount taxAmount cartItemInfo",
      customer.shoppingCart,
      "ShoppingCart",
    ),
    _type: "V4/Customer/Customer",
  };
}

function languageOf({ locale }: Terms): string | null {
  return locale === null ? null : locale.slice(0, 2).toUpperCase();
}

/** `orderDetails` of an answer: the total asked, and of it what is not refused, cancelled or failed. */
function orderDetails({ shop }: Scene, terms: Terms, transactions: readonly Transaction[]): JsonObject {
  const standing = transactions
    .filter(({ operationType }) => operationType === "DEBIT")
    .filter(({ detailedStatus }) => !["REFUSED", "CANCELLED", "EXPIRED", "CAPTURE_FAILED"].includes(detailedStatus));
  return {
    orderTotalAmount: terms.amount,
    orderEffectiveAmount: standing.reduce((sum, { amount }) => sum + amount, 0),
    orderCurrency: terms.currency,
    mode: shop.mode,
    orderId: terms.orderId,
    metadata: terms.metadata,
    _type: "V4/OrderDetails",
  };
}

/** What a notification, a browser's return and a silent payment carry (`V4/Payment`). */
export function paymentObject(
  scene: Scene,
  terms: Terms,
  transactions: readonly Transaction[],
  sale: Sale | null,
): JsonObject {
  // Where exactly a payment order's id stands is not documented; that the notification carries it is.
  const order =
    sale === null || sale.paymentOrderId === null
      ? {}
      : { paymentOrderId: sale.paymentOrderId, paymentOrderStatus: sale.status };
  return {
    shopId: scene.shop.id,
    orderCycle: cycleOf(sale),
    orderStatus: orderStatusOf(transactions),
    serverDate: isoOf(scene.state.ports.now()),
    orderDetails: orderDetails(scene, terms, transactions),
    customer: customerObject(transactions.at(-1)?.customer ?? terms.customer, languageOf(terms)),
    transactions: transactions.map((transaction) => transactionObject(scene.shop, transaction)),
    subMerchantDetails: null,
    ...order,
    _type: "V4/Payment",
  };
}

/** The answer of `Transaction/*`: the transaction with the order it belongs to. */
export function lookedUpTransaction(scene: Scene, transaction: Transaction): JsonObject {
  const { terms, customer } = transaction;
  return {
    ...transactionObject(scene.shop, transaction),
    orderDetails: orderDetails(scene, terms, [transaction]),
    customer: customerObject(customer, languageOf(terms)),
    serverDate: isoOf(scene.state.ports.now()),
  };
}

/** The answer of `Order/Get`. The terms are those of the newest transaction. */
export function orderObject(scene: Scene, transactions: readonly Transaction[], sale: Sale | null): JsonObject {
  const terms = transactions.at(-1)?.terms;
  return {
    shopId: scene.shop.id,
    orderCycle: cycleOf(sale),
    orderStatus: orderStatusOf(transactions),
    serverDate: isoOf(scene.state.ports.now()),
    orderDetails: terms === undefined ? null : orderDetails(scene, terms, transactions),
    transactions: transactions.map((transaction) => transactionObject(scene.shop, transaction)),
    _type: "V4/OrderTransactions",
  };
}

/** The answer of `Charge/CreatePaymentOrder` and its sisters. */
export function paymentOrderObject({ state }: Scene, sale: Sale): JsonObject {
  const { terms, channel } = sale;
  return {
    paymentOrderId: sale.paymentOrderId,
    paymentURL: `${state.publicUrl}/t/${sale.key}`,
    paymentOrderStatus: sale.status,
    creationDate: isoOf(sale.createdMs),
    updateDate: null,
    expirationDate: isoOf(sale.expiresMs),
    amount: terms.amount,
    currency: terms.currency,
    orderId: terms.orderId,
    formAction: terms.formAction,
    locale: terms.locale,
    strongAuthentication: terms.strongAuthentication,
    // Asked for as a text, answered as a boolean.
    dataCollectionForm: terms.dataCollectionForm,
    merchantComment: terms.merchantComment,
    paymentReceiptEmail: terms.paymentReceiptEmail,
    taxRate: terms.taxRate,
    taxAmount: terms.taxAmount,
    metadata: terms.metadata,
    message: channel?.message ?? null,
    channelDetails: channelDetails(sale),
    customer: customerObject(terms.customer, languageOf(terms)),
    transactionDetails: {
      cardDetails: {
        captureDelay: terms.captureDelay,
        manualValidation: terms.manualValidation,
        _type: "V4/CardDetails",
      },
      _type: "V4/PaymentOrderTransactionDetails",
    },
    _type: "V4/PaymentOrder",
  };
}

function channelDetails({ channel }: Sale): JsonObject {
  const channelType = channel?.channelType ?? "URL";
  const type = { channelType, _type: "V4/ChannelDetails" };
  const to = channel?.to ?? null;
  switch (channelType) {
    case "URL":
      return type;
    case "MAIL":
      return { ...type, mailDetails: { recipient: to, subject: channel?.subject ?? null } };
    case "SMS":
      return { ...type, smsDetails: { phoneNumber: to } };
    case "WHATSAPP":
      return { ...type, whatsAppDetails: { phoneNumber: to } };
  }
}

/** The answer of `Token/Get`. A token is dead when its cancellation date is past. */
export function tokenObject(token: Token): JsonObject {
  const { card, expiryMonth, expiryYear, customer } = token;
  return {
    paymentMethodToken: token.token,
    paymentMethodType: "CARD",
    creationDate: isoOf(token.createdMs),
    cancellationDate: token.cancelledMs === null ? null : isoOf(token.cancelledMs),
    customer: customerObject(customer, null),
    tokenDetails: {
      pan: card.pan,
      effectiveBrand: card.brand,
      country: card.country,
      expiryMonth,
      expiryYear,
      _type: "V4/PaymentMethod/Details/CardDetails",
    },
    _type: "V4/Token",
  };
}
