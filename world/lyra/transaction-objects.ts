import { createHash } from "node:crypto";
import { isoOf } from "./calendar.ts";
import type { JsonObject } from "./json.ts";
import type { Authentication, Shop, Transaction } from "./state.ts";
import { statusOf } from "./statuses.ts";

/** The acquirer's contract number of every shop here. */
const mid = "1000001";

const cards = "V4/PaymentMethod/Details/Cards";

/** A transaction as every answer carries it (`V4/PaymentTransaction`). */
export function transactionObject(shop: Shop, transaction: Transaction): JsonObject {
  const { error, terms, operationType } = transaction;
  return {
    shopId: shop.id,
    uuid: transaction.uuid,
    amount: transaction.amount,
    currency: transaction.currency,
    paymentMethodType: "CARD",
    paymentMethodToken: transaction.token,
    status: statusOf(transaction),
    detailedStatus: transaction.detailedStatus,
    operationType,
    effectiveStrongAuthentication: transaction.authentication === "challenge" ? "ENABLED" : "DISABLED",
    creationDate: isoOf(transaction.createdMs),
    errorCode: error?.errorCode ?? null,
    errorMessage: error?.errorMessage ?? null,
    detailedErrorCode: error?.detailedErrorCode ?? null,
    detailedErrorMessage: error?.detailedErrorMessage ?? null,
    metadata: terms.metadata,
    transactionDetails: {
      liabilityShift: isProven(transaction.authentication) ? "YES" : "NO",
      effectiveAmount: transaction.amount,
      effectiveCurrency: transaction.currency,
      creationContext: contexts[operationType],
      cardDetails: cardDetails(transaction),
      parentTransactionUuid: transaction.parentUuid,
      mid,
      sequenceNumber: transaction.sequenceNumber,
      taxRate: terms.taxRate,
      taxAmount: terms.taxAmount,
      additionalFields: { installmentNumber: null, _type: "V4/PaymentMethod/Details/AdditionalFields" },
      _type: "V4/TransactionDetails",
    },
    _type: "V4/PaymentTransaction",
  };
}

const contexts = { DEBIT: "CHARGE", CREDIT: "REFUND", VERIFICATION: "VERIFICATION" } as const;

function isProven(authentication: Authentication): boolean {
  return authentication === "challenge" || authentication === "frictionless";
}

function cardDetails(transaction: Transaction): JsonObject {
  const { card, terms, remittanceMs } = transaction;
  return {
    paymentSource: "EC",
    manualValidation: terms.manualValidation,
    expectedCaptureDate: remittanceMs === null ? null : isoOf(remittanceMs),
    effectiveBrand: card.brand,
    pan: card.pan,
    expiryMonth: transaction.expiryMonth,
    expiryYear: transaction.expiryYear,
    country: card.country,
    issuerCode: null,
    effectiveProductCode: null,
    legacyTransId: digitsOf(transaction.uuid, 6),
    legacyTransDate: isoOf(transaction.createdMs),
    paymentMethodSource: transaction.paymentMethodSource,
    authorizationResponse: authorizationResponse(transaction),
    captureResponse: {
      refundAmount: transaction.capturedMs === null ? null : transaction.refunded,
      refundCurrency: transaction.capturedMs === null ? null : transaction.currency,
      captureDate: transaction.capturedMs === null ? null : isoOf(transaction.capturedMs),
      captureFileNumber: null,
      _type: `${cards}/CardCaptureResponse`,
    },
    threeDSResponse: { authenticationResultData: authenticationData(transaction), _type: `${cards}/ThreeDSResponse` },
    _type: "V4/PaymentMethod/Details/CardDetails",
  };
}

function authorizationResponse(transaction: Transaction): JsonObject {
  const type = { _type: `${cards}/CardAuthorizationResponse` };
  const { detailedStatus, error, authentication } = transaction;
  const isAsked =
    authentication !== "failed" && !detailedStatus.startsWith("WAITING") && detailedStatus !== "ABANDONED";
  if (!isAsked) {
    const nothing = { amount: null, currency: null, authorizationDate: null, authorizationNumber: null };
    return { ...nothing, authorizationResult: null, authorizationMode: null, ...type };
  }
  return {
    // What the bank promised at first: a payment lowered afterwards goes to the bank with less.
    amount: transaction.operationType === "CREDIT" ? transaction.amount : transaction.terms.amount,
    currency: transaction.currency,
    authorizationDate: isoOf(transaction.createdMs),
    authorizationNumber: error === null ? transaction.uuid.slice(0, 6) : null,
    authorizationResult: error?.detailedErrorCode ?? (error === null ? "0" : null),
    authorizationMode: transaction.operationType === "VERIFICATION" ? "MARK" : "FULL",
    ...type,
  };
}

function authenticationData({ authentication, card }: Transaction): JsonObject {
  const results = {
    challenge: ["COND_3D_SUCCESS", "Y", "Y"],
    frictionless: ["COND_3D_SUCCESS", "Y", "Y"],
    "not-enrolled": ["COND_SSL", "N", null],
    failed: ["COND_3D_ERROR", "Y", "N"],
    none: ["COND_SSL", "UNKNOWN", "UNKNOWN"],
  } as const;
  const [transactionCondition, enrolled, status] = results[authentication];
  return { transactionCondition, enrolled, status, brand: card.brand, _type: `${cards}/CardAuthenticationResponse` };
}

/** Digits that follow from an id. */
function digitsOf(id: string, count: number): string {
  const number = createHash("sha256").update(id).digest().readUInt32BE(0);
  return String(number).padStart(count, "0").slice(-count);
}
