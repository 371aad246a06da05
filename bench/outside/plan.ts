/** How posts follow each other. */
export type Pace =
  /** So many customers, each writing again once she is answered. */
  | { readonly kind: "waiting"; readonly customers: number }
  /** So many posts under way, each followed by another customer's as soon as it is accepted. */
  | { readonly kind: "in-flight"; readonly posts: number; readonly customers: number }
  /** Posts at random moments, on average so many a second, whatever becomes of those before (a Poisson process). */
  | { readonly kind: "open"; readonly perSecond: number; readonly customers: number };

/** One stretch of load. Times are milliseconds. */
export type Plan = {
  /** Addresses of the webhook; several are used in turn, and in each other's place when one does not answer. */
  readonly urls: readonly string[];
  readonly pace: Pace;
  readonly milliseconds: number;
  /** The load also ends once about so many messages were written. */
  readonly most?: number;
  /** Longest wait for answers after the last post. */
  readonly patience: number;
  /** Whether texts are answered: false for floors that only accept. */
  readonly answers: boolean;
  /** Whether every answer brings its three status webhooks: sent, delivered, read. */
  readonly statuses: boolean;
  /** Share of posts sent a second time, from 0 to 1: half of those at once, half within two seconds. */
  readonly duplicates: number;
  /** Posts with a wrong signature, and as many without one, among the others. */
  readonly forged: number;
  /** Whether what is not accepted is posted again until it is, as Meta does. */
  readonly insists: boolean;
};

/** What came of a stretch of load. Times are milliseconds; a quantile of nothing is undefined. */
export type Outcome = {
  readonly accepted: number;
  /** Messages that were refused, or never accepted. */
  readonly refused: number;
  readonly answered: number;
  /** Accepted with 200 and not answered within the patience. */
  readonly lost: number;
  /** Answers beyond the one that is due. */
  readonly doubled: number;
  /** Answers that came before the answer to an earlier message of the same customer. */
  readonly disordered: number;
  /** Forged posts that were sent, and those of them that got a 2xx. */
  readonly forged: number;
  readonly forgedAccepted: number;
  readonly statuses: number;
  /** From the first post to the last acceptance, and to the last answer (or acceptance where none is due). */
  readonly acceptedIn: number;
  readonly answeredIn: number;
  readonly ack: Quantiles;
  /** From the post to the answer's arrival at the provider: the provider's own time is not in it. */
  readonly answer: Quantiles;
  /** Longest time between two acceptances: what a kill costs. */
  readonly longestSilence: number;
  /** From the mark set during the load to the last answer to a message accepted before it. */
  readonly settledAfterMark: number | undefined;
};

/** The middle, the 99th percentile and the largest of many times. */
export type Quantiles = {
  readonly p50: number | undefined;
  readonly p99: number | undefined;
  readonly most: number | undefined;
};

/** Customers who each fill a cart and go to pay: from the cart sent to the payment link's arrival. */
export type OrderPlan = {
  readonly url: string;
  readonly customers: number;
  readonly milliseconds: number;
  readonly patience: number;
};

/** What came of them. */
export type OrderOutcome = {
  readonly links: number;
  readonly unfinished: number;
  readonly wrongAmounts: number;
  readonly milliseconds: number;
  readonly link: Quantiles;
};

/** How the provider behaves: its own time in milliseconds, and whether it answers 500. */
export type Mood = { readonly latency: number; readonly failing: boolean };

/** What the outside is asked. Each is answered by the message of the same number. */
export type Ask =
  | { readonly ask: "drive"; readonly plan: Plan }
  | { readonly ask: "orders"; readonly plan: OrderPlan }
  | { readonly ask: "mood"; readonly mood: Mood }
  | { readonly ask: "mark" };

/** Where the outside listens, said once at its start. */
export type Hello = { readonly url: string };
