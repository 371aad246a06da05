import type { Instant } from "#domain/instant";
import type { Money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { fromLyra } from "./amounts.ts";
import { readIso } from "./iso-time.ts";
import type { PaymentOrder, Transaction } from "./objects.ts";
import { uuidOf } from "./references.ts";

/** An amount in a currency, or of a size, that the till cannot count: nothing may be concluded from it. */
export class UnreadableAmount extends Error {
  override readonly name = "UnreadableAmount";
}

/** What is known around a transaction: whose payment it is, when Lyra told of it, who paid. */
export type Setting = { readonly reference: string; readonly at: Instant; readonly email?: string | null | undefined };

/**
 * Where a transaction stands, as far as it matters here (docs.lyra.com, rest/V4.0/api/kb/status_reference.html):
 * - authorised: the bank promised the money and Lyra will take it by itself, so it is paid but not captured
 * - captured: the money was taken, or for a refund, given
 * - accepted: a card was verified; never money
 * - refused, cancelled, expired, capture-failed: it will move nothing
 * - waiting: something is still to happen to it
 * - idle: it moves nothing and tells nothing (left by the buyer, or authorised and never to be banked)
 */
export type Standing =
  | "authorised"
  | "captured"
  | "accepted"
  | "refused"
  | "cancelled"
  | "expired"
  | "capture-failed"
  | "waiting"
  | "idle";

const waiting =
  "AUTHORISED_TO_VALIDATE WAITING_AUTHORISATION WAITING_AUTHORISATION_TO_VALIDATE PARTIALLY_AUTHORISED INITIAL " +
  "CAPTURE_PENDING UNDER_VERIFICATION WAITING_FOR_PAYMENT SUSPENDED PENDING REFUND_TO_RETRY";

const standings: ReadonlyMap<string, Standing> = new Map<string, Standing>([
  ["AUTHORISED", "authorised"],
  ["CAPTURED", "captured"],
  ["ACCEPTED", "accepted"],
  ["REFUSED", "refused"],
  ["CANCELLED", "cancelled"],
  ["EXPIRED", "expired"],
  ["CAPTURE_FAILED", "capture-failed"],
  ["ABANDONED", "idle"],
  ["NOT_CREATED", "idle"],
  ["PRE_AUTHORISED", "idle"],
  ...waiting.split(" ").map((status) => [status, "waiting"] as const),
]);

type RefundFact = Extract<PaymentFact, { readonly kind: "refund-changed" }>;

/** Where a transaction stands; undefined for a status that is new, or that its short form contradicts. */
export function standingOf({ detailedStatus, status }: Transaction): Standing | undefined {
  const standing = standings.get(detailedStatus);
  const isGood = standing === "authorised" || standing === "captured" || standing === "accepted";
  return isGood && status && status !== "PAID" ? undefined : standing;
}

/** Whether nothing can happen to a transaction any more. A new status is taken for unfinished. */
export function isSettled(transaction: Transaction): boolean {
  const standing = standingOf(transaction);
  return standing !== undefined && standing !== "authorised" && standing !== "waiting";
}

/** Whether a transaction brought money, or still may. */
export function mayBringMoney(transaction: Transaction): boolean {
  const standing = standingOf(transaction);
  return transaction.operationType === "DEBIT" && (!isSettled(transaction) || standing === "captured");
}

/** The name under which a movement of money is known, by whichever way it is learnt. */
export const captureIdOf = ({ uuid }: Transaction): string => uuidOf(uuid);

/** A transaction's amount. Throws UnreadableAmount. */
export function amountOf({ amount, currency }: Transaction): Money {
  const read = amount > 0 ? fromLyra(amount, currency) : undefined;
  if (!read) throw new UnreadableAmount(`Lyra states an amount of ${amount} ${currency.slice(0, 10)}`);
  return read;
}

/** All that a transaction tells. Each fact is named by transaction and status, however it is learnt. */
export function transactionFacts(transaction: Transaction, setting: Setting): readonly PaymentFact[] {
  switch (transaction.operationType) {
    case "DEBIT":
      return [...debitFacts(transaction, setting), ...savedCard(transaction, setting)];
    case "VERIFICATION":
      return [...triedInVain(transaction, setting), ...savedCard(transaction, setting)];
    case "CREDIT":
      return creditFacts(transaction, setting);
    default:
      return [];
  }
}

function debitFacts(transaction: Transaction, setting: Setting): readonly PaymentFact[] {
  const common = commonOf(transaction, setting);
  const capture = () => ({ captureId: captureIdOf(transaction), amount: amountOf(transaction) });
  switch (standingOf(transaction)) {
    case "authorised":
      return [{ ...common, kind: "authorised", ...capture() }];
    case "captured":
      return [{ ...common, at: capturedAt(transaction) ?? common.at, kind: "captured", ...capture() }];
    // Cancelled before it went to the bank, by the till or in the Back Office: that gives it back, so it is a refund
    // first. Told the other way round, a promise would seem broken that was given up.
    case "cancelled":
      return [
        cancelledFact(transaction, setting),
        { ...common, kind: "capture-failed", ...capture(), reason: reasonOf(transaction) },
      ];
    case "capture-failed":
      return [{ ...common, kind: "capture-failed", ...capture(), reason: reasonOf(transaction) }];
    default:
      return triedInVain(transaction, setting);
  }
}

/** A try that brought nothing. Whether she may try again is the link's to say, not the transaction's. */
function triedInVain(transaction: Transaction, setting: Setting): readonly PaymentFact[] {
  const standing = standingOf(transaction);
  if (standing !== "refused" && standing !== "expired") return [];
  return [{ ...commonOf(transaction, setting), kind: "attempt-failed", reason: reasonOf(transaction) }];
}

/** Codes and Lyra's own words, such as `ACQ_001 51: payment refused`; else the status. */
function reasonOf({ detailedStatus, errorCode, detailedErrorCode, errorMessage }: Transaction): string {
  const codes = [errorCode, detailedErrorCode].filter((code) => code).join(" ");
  if (codes === "") return detailedStatus.toLowerCase().replaceAll("_", "-");
  return (errorMessage ? `${codes}: ${errorMessage}` : codes).slice(0, 200);
}

/**
 * The card a transaction registered: a verified one, or one kept while paying. A payment with a card kept before brings
 * its alias too, and is told by its source. Only brand, last digits and expiry are read of the card.
 */
function savedCard(transaction: Transaction, setting: Setting): readonly PaymentFact[] {
  const { paymentMethodToken: alias, transactionDetails, customer } = transaction;
  const card = transactionDetails?.cardDetails;
  const standing = standingOf(transaction);
  const isKept = standing === "authorised" || standing === "captured" || standing === "accepted";
  const isOld = transaction.operationType === "DEBIT" && card?.paymentMethodSource === "TOKEN";
  const lastFour = /(\d{4})$/.exec(card?.pan ?? "")?.[1];
  if (!alias || alias === "null" || !isKept || isOld || !card?.expiryYear || !card.expiryMonth || !lastFour) return [];
  const email = customer?.email ?? setting.email;
  return [
    {
      ...commonOf(transaction, setting),
      factId: `${uuidOf(transaction.uuid)}:card-saved`,
      at: readIso(transaction.creationDate) ?? setting.at,
      kind: "card-saved",
      alias,
      brand: (card.effectiveBrand ?? "card").toLowerCase(),
      lastFour,
      expires: { year: card.expiryYear, month: card.expiryMonth },
      ...(email ? { email } : {}),
    },
  ];
}

/** A refund. Lyra carries nothing of ours with it, so `refundId` is absent but where we asked for it just now. */
export function creditFacts(transaction: Transaction, setting: Setting, refundId?: string): readonly PaymentFact[] {
  const parent = transaction.transactionDetails?.parentTransactionUuid;
  const state = creditState(transaction);
  if (!parent || state === undefined) return [];
  return [
    {
      ...commonOf(transaction, setting),
      factId: `refund:${uuidOf(transaction.uuid)}:${state}`,
      kind: "refund-changed",
      refundRef: uuidOf(transaction.uuid),
      captureId: uuidOf(parent),
      amount: amountOf(transaction),
      state,
      ...(refundId === undefined ? {} : { refundId }),
      ...(state === "failed" ? { reason: reasonOf(transaction) } : {}),
    },
  ];
}

/** A credit that is authorised has been given out of our hands; the bank may still send it back. */
export function creditState(credit: Transaction): "pending" | "done" | "failed" | undefined {
  switch (standingOf(credit)) {
    case "authorised":
    case "captured":
      return "done";
    case "waiting":
      return "pending";
    case "refused":
    case "cancelled":
    case "expired":
    case "capture-failed":
      return "failed";
    case "accepted":
    case "idle":
    case undefined:
      return undefined;
  }
}

/** The refund that cancelling a payment before its capture is: nothing was taken, so the whole is back at once. */
export function cancelledFact(transaction: Transaction, setting: Setting, refundId?: string): PaymentFact {
  const captureId = captureIdOf(transaction);
  return {
    ...commonOf(transaction, setting),
    factId: `refund:${captureId}:cancelled`,
    kind: "refund-changed",
    refundRef: `${captureId}:cancelled`,
    captureId,
    amount: amountOf(transaction),
    state: "done",
    ...(refundId === undefined ? {} : { refundId }),
  };
}

/** The refund that lowering a payment before its capture is. Its name says what the payment was lowered to. */
export function reducedFact(
  transaction: Transaction,
  lowered: { readonly rest: number; readonly amount: Money },
  setting: Setting,
  refundId: string,
): RefundFact {
  const captureId = captureIdOf(transaction);
  const refundRef = `${captureId}:lowered:${lowered.rest}`;
  const factId = `refund:${refundRef}`;
  const told = {
    kind: "refund-changed",
    refundRef,
    captureId,
    amount: lowered.amount,
    state: "done",
    refundId,
  } as const;
  return { ...commonOf(transaction, setting), ...told, factId };
}

/** A link nobody can pay at any more. */
export function linkExpired(order: PaymentOrder, setting: Setting): PaymentFact {
  const ended = order.paymentOrderStatus === "EXPIRED" ? readIso(order.expirationDate) : undefined;
  return {
    factId: `link-expired:${uuidOf(order.paymentOrderId)}`,
    kind: "link-expired",
    reference: setting.reference,
    at: ended ?? setting.at,
  };
}

const commonOf = (transaction: Transaction, { reference, at }: Setting) => ({
  factId: `${uuidOf(transaction.uuid)}:${transaction.detailedStatus}`,
  reference,
  at: readIso(transaction.creationDate) ?? at,
});

const capturedAt = ({ transactionDetails }: Transaction): Instant | undefined =>
  readIso(transactionDetails?.cardDetails?.captureResponse?.captureDate);
