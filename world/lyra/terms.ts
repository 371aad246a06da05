import { numberAt, objectAt, textAt, type JsonObject } from "./json.ts";
import type { Customer, FormAction, Terms, WaysBack } from "./state.ts";

/** A buyer may try three times more after a refusal, unless the call says otherwise. */
const usualRetries = 3;

/** Reads the context of a payment from a checked body. */
export function termsOf(asked: JsonObject, formAction: FormAction, returnMode: WaysBack["mode"]): Terms {
  const cardOptions = objectAt(asked, "transactionOptions", "cardOptions");
  return {
    amount: numberAt(asked, "amount") ?? 0,
    currency: textAt(asked, "currency") ?? "",
    orderId: textAt(asked, "orderId"),
    formAction,
    customer: customerOf(objectAt(asked, "customer")),
    metadata: "metadata" in asked && asked["metadata"] !== null ? objectAt(asked, "metadata") : null,
    locale: textAt(asked, "locale"),
    ipnTargetUrl: textAt(asked, "ipnTargetUrl"),
    strongAuthentication: textAt(asked, "strongAuthentication") ?? "AUTO",
    manualValidation: textAt(cardOptions, "manualValidation") === "YES" ? "YES" : "NO",
    captureDelay: numberAt(cardOptions, "captureDelay") ?? 0,
    retry: numberAt(cardOptions, "retry") ?? usualRetries,
    token: textAt(asked, "paymentMethodToken"),
    dataCollectionForm: textAt(asked, "dataCollectionForm") === "true",
    taxRate: numberAt(asked, "taxRate"),
    taxAmount: numberAt(asked, "taxAmount"),
    merchantComment: textAt(asked, "merchantComment"),
    paymentReceiptEmail: textAt(asked, "paymentReceiptEmail"),
    waysBack: waysBackOf(asked, returnMode),
  };
}

function customerOf(customer: JsonObject): Customer {
  return {
    email: textAt(customer, "email"),
    reference: textAt(customer, "reference"),
    billingDetails: objectAt(customer, "billingDetails"),
    shippingDetails: objectAt(customer, "shippingDetails"),
    shoppingCart: objectAt(customer, "shoppingCart"),
  };
}

function waysBackOf(asked: JsonObject, usual: WaysBack["mode"]): WaysBack {
  const anyWay = textAt(asked, "returnUrl");
  const told = textAt(asked, "returnMode");
  return {
    success: textAt(asked, "successUrl") ?? anyWay,
    refused: textAt(asked, "refusedUrl") ?? textAt(asked, "errorUrl") ?? anyWay,
    cancel: textAt(asked, "cancelUrl") ?? anyWay,
    mode: told === "GET" || told === "POST" || told === "NONE" ? told : usual,
  };
}
