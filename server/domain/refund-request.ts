import type { Money } from "#domain/money";

/** Why a customer wants her money back, as she is asked. */
export const refundCauses = ["not-arrived", "damaged", "wrong-item", "changed-mind", "other"] as const;
/** Why a customer wants her money back. */
export type RefundCause = (typeof refundCauses)[number];

/** Why a desk says no. `own-words` stands for what the person wrote. */
export const refundRefusals = ["too-late", "used", "not-returned", "own-words"] as const;
/** Why a desk says no. */
export type RefundRefusal = (typeof refundRefusals)[number];

/**
 * Where a refund request stands. Nothing is promised before `refunding`: `approved` waits for a second person. `failed`
 * is open again, and may follow `done`: a bank can send the money back days later.
 */
export type RefundRequestState = "asked" | "approved" | "refunding" | "done" | "failed" | "refused" | "closed";

const moves: Readonly<Record<RefundRequestState, readonly RefundRequestState[]>> = {
  asked: ["approved", "refunding", "refused", "closed"],
  approved: ["refunding", "refused", "closed"],
  refunding: ["done", "failed"],
  done: ["failed"],
  failed: ["approved", "refunding", "refused", "closed"],
  refused: [],
  closed: [],
};

/** Whether a refund request may go from one state to the other. */
export const mayRequestMove = (from: RefundRequestState, to: RefundRequestState): boolean => moves[from].includes(to);

/** States in which a request may still lead to money going back: the customer cannot ask for the same order again. */
export const openRequestStates = ["asked", "approved", "refunding", "failed"] as const;

/** States in which a request waits for a person of the shop. */
export const waitingRequestStates = ["asked", "approved", "failed"] as const;

/** Who decides about which requests: the first desk whose conditions all fit. `phone` is a merchant's, digits alone. */
export type RefundDesk = {
  readonly name: string;
  readonly causes?: readonly RefundCause[];
  /** Only requests of more than this, minor units of the shop's currency. */
  readonly aboveMinor?: number;
  readonly phone?: string;
};

/** How a shop handles refund requests. Amounts in minor units of its currency. */
export type RefundRules = {
  /** What goes back of one order beyond this needs a second person. Absent: never. */
  readonly secondPersonAboveMinor?: number;
  /** What is asked of one order up to this is approved by the till itself. Absent: nothing is. */
  readonly autoApproveUpToMinor?: number;
  /** For which causes a photo is asked for. */
  readonly photoFor: readonly RefundCause[];
  readonly desks: readonly RefundDesk[];
};

/** The desk that decides about a request; undefined where the shop names none for it: whoever is at the till does. */
export const deskFor = (
  { desks }: RefundRules,
  request: { readonly cause: RefundCause | "shop"; readonly amountMinor: number },
): RefundDesk | undefined =>
  desks.find(
    ({ causes, aboveMinor }) =>
      (causes === undefined || causes.some((cause) => cause === request.cause)) &&
      (aboveMinor === undefined || request.amountMinor > aboveMinor),
  );

/**
 * Whether two people must agree to a refund. What went back of the order before counts with it, so that many small
 * refunds do not pass where a large one would not; money in another currency than the shop's always needs two.
 */
export const needsSecondPerson = (
  { secondPersonAboveMinor: bound }: RefundRules,
  wanted: Money,
  returnedBefore: number,
  own: string,
): boolean => bound !== undefined && (wanted.currency !== own || wanted.minor + returnedBefore > bound);

/** Whether the till approves a request by itself; never where two people must agree. */
export const approvesItself = (rules: RefundRules, wanted: Money, returnedBefore: number, own: string): boolean =>
  rules.autoApproveUpToMinor !== undefined &&
  wanted.currency === own &&
  wanted.minor + returnedBefore <= rules.autoApproveUpToMinor &&
  !needsSecondPerson(rules, wanted, returnedBefore, own);

const isCause = (value: unknown): value is RefundCause => refundCauses.some((cause) => cause === value);
const causesOf = (value: unknown): readonly RefundCause[] => (Array.isArray(value) ? value.filter(isCause) : []);
const minorOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

function deskOf(written: unknown): readonly RefundDesk[] {
  if (typeof written !== "object" || written === null) return [];
  const { name, causes, aboveMinor, phone } = written as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || name === "") return [];
  const above = minorOf(aboveMinor);
  return [
    {
      name,
      ...(Array.isArray(causes) ? { causes: causesOf(causes) } : {}),
      ...(above === undefined ? {} : { aboveMinor: above }),
      ...(typeof phone === "string" ? { phone } : {}),
    },
  ];
}

/** Reads the rules from a shop's settings; what is not written is not asked for. */
export function readRefundRules(written: unknown): RefundRules {
  const given = (typeof written === "object" && written !== null ? written : {}) as Readonly<Record<string, unknown>>;
  const second = minorOf(given["secondPersonAboveMinor"]);
  const auto = minorOf(given["autoApproveUpToMinor"]);
  return {
    ...(second === undefined ? {} : { secondPersonAboveMinor: second }),
    ...(auto === undefined ? {} : { autoApproveUpToMinor: auto }),
    photoFor: causesOf(given["photoFor"]),
    desks: Array.isArray(given["desks"]) ? given["desks"].flatMap(deskOf) : [],
  };
}

/** An account number as it may be kept: sealed, and what of it may be shown (country and last four). */
export type SealedAccount = { readonly sealed: string; readonly shown: string };

/** An order a customer may ask money back of. */
export type RefundableOrder = {
  readonly orderId: string;
  readonly number: number;
  /** What can still go back of it. */
  readonly left: Money;
  /** The rail cannot return money by itself: her account is needed. */
  readonly needsAccount: boolean;
  /** A request of hers for it is under way. */
  readonly open?: RefundRequestState;
};

/** What a customer has said of the refund she wants, step by step. */
export type RefundDraft = {
  readonly order: RefundableOrder;
  readonly amount?: Money;
  readonly cause?: RefundCause;
  readonly words?: string;
  /** Our ids of the messages that hold her photos. */
  readonly photos?: readonly string[];
  readonly account?: SealedAccount;
};

/** What became of asking. */
export type RefundAsked =
  | { readonly asked: true; readonly number: number; readonly amount: Money; readonly approved: boolean }
  | {
      readonly asked: false;
      readonly number: number;
      readonly why: "too-much" | "nothing-paid" | "disputed" | "under-way";
      readonly left: Money;
    };

/** News of her request, for the customer. */
export type RefundNews = { readonly requestId: string; readonly number: number; readonly amount: Money } & (
  | { readonly step: "approved" | "sent" | "failed" | "closed" }
  | { readonly step: "done"; readonly account?: string }
  | { readonly step: "refused"; readonly refusal: RefundRefusal; readonly words?: string }
  | { readonly step: "question"; readonly words: string }
);

/** A request as the desk's merchant sees it in her chat. */
export type RefundWork = {
  readonly requestId: string;
  readonly number: number;
  readonly amount: Money;
  readonly who: string;
  readonly cause: RefundCause | "shop";
  readonly words?: string;
  readonly photos: number;
  /** What of the customer's account may be shown. */
  readonly account?: string;
} & (
  | { readonly work: "asked" | "added" }
  /** Somebody approved it; another one has to agree. */
  | { readonly work: "second"; readonly by: string }
  /** The transfer is hers to make; then she says that it left. */
  | { readonly work: "by-hand" }
  | { readonly work: "failed"; readonly reason: string }
  /** The customer could not be told what became of it. */
  | { readonly work: "untold"; readonly news: RefundNews["step"] }
);

/** What a person does with a request. */
export type RefundDecision =
  | { readonly decide: "approve" }
  | { readonly decide: "confirm" }
  | { readonly decide: "refuse"; readonly refusal: RefundRefusal; readonly words?: string }
  | { readonly decide: "ask"; readonly words: string }
  | { readonly decide: "close" }
  /** The transfers of a refund by hand have left. */
  | { readonly decide: "sent" };

/** Why a decision was not carried out. `left`: what can still go back, for `too-much`. */
export type DecisionRefused = {
  readonly refused:
    | "not-found"
    | "moved-on"
    | "same-person"
    | "too-much"
    | "nothing-paid"
    | "disputed"
    | "limit"
    | "ceiling"
    | "not-by-hand";
  readonly details?: string;
  readonly left?: Money;
};

/** What came of a merchant's decision. */
export type DecisionResult = { readonly number: number; readonly amount: Money } & (
  | { readonly done: RefundDecision["decide"] | "waits-for-second" }
  | ({ readonly done: "refused-decision" } & DecisionRefused)
);
