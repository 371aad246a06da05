import type { Agenda } from "../agenda.ts";
import type { WorldPorts } from "../wire.ts";
import type { CardFace } from "./cards.ts";
import type { ErrorWords } from "./failure.ts";
import type { JsonObject } from "./json.ts";
import type { IpnRules, LyraChaos, LyraCounters, OrderStatus, SentMessage } from "./model-types.ts";

/** What a page does (`formAction`). `SILENT` has no page and pays by a token at once. */
export type FormAction = "PAYMENT" | "REGISTER" | "REGISTER_PAY" | "ASK_REGISTER_PAY" | "SILENT";

/** Who pays, as the merchant or the form told it; the details are kept as they came. */
export type Customer = {
  readonly email: string | null;
  readonly reference: string | null;
  readonly billingDetails: JsonObject;
  readonly shippingDetails: JsonObject;
  readonly shoppingCart: JsonObject;
};

/** Where the buyer goes from the page, and whether the signed answer goes with her. */
export type WaysBack = {
  readonly success: string | null;
  readonly refused: string | null;
  readonly cancel: string | null;
  readonly mode: "NONE" | "GET" | "POST";
};

/** What one call asks of the buyer: the payment's context. The amount is in Lyra's smallest unit. */
export type Terms = {
  readonly amount: number;
  readonly currency: string;
  readonly orderId: string | null;
  readonly formAction: FormAction;
  readonly customer: Customer;
  readonly metadata: JsonObject | null;
  readonly locale: string | null;
  readonly ipnTargetUrl: string | null;
  readonly strongAuthentication: string;
  readonly manualValidation: "YES" | "NO";
  /** Days between the payment and its capture. */
  readonly captureDelay: number;
  /** How often she may try again after a refusal. */
  readonly retry: number;
  /** The registered card she pays with, when she needs not type one. */
  readonly token: string | null;
  readonly dataCollectionForm: boolean;
  readonly taxRate: number | null;
  readonly taxAmount: number | null;
  readonly merchantComment: string | null;
  readonly paymentReceiptEmail: string | null;
  readonly waysBack: WaysBack;
};

/** How a payment order reaches the buyer; `to` is null when the merchant hands the link over. */
export type Channel = {
  readonly channelType: "URL" | "MAIL" | "SMS" | "WHATSAPP";
  readonly to: string | null;
  readonly subject: string | null;
  readonly message: string | null;
};

/** The bank's page that waits for the buyer. */
export type Challenge = { readonly id: string; readonly press: Press };

/** One press of the pay button: the card, what else she typed, and whether the shop may keep the card. */
export type Press = {
  readonly card: CardFace;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly customer: Customer;
  readonly consent: boolean;
  /** The token she pays with, or null when she typed the card. */
  readonly token: string | null;
};

/** Something to be paid, or a card to be registered, on one page: of a payment order or of a form token. */
export type Sale = {
  /** What the page's address ends with: the order's short code, or the form token. */
  readonly key: string;
  readonly kind: "order" | "form";
  readonly paymentOrderId: string | null;
  readonly channel: Channel | null;
  readonly createdMs: number;
  expiresMs: number;
  terms: Terms;
  status: OrderStatus;
  readonly attempts: Transaction[];
  readonly pastChallenges: Set<string>;
  challenge: Challenge | null;
};

/** The detailed statuses this world gives. */
export type DetailedStatus =
  | "ABANDONED"
  | "ACCEPTED"
  | "AUTHORISED"
  | "AUTHORISED_TO_VALIDATE"
  | "WAITING_AUTHORISATION"
  | "WAITING_AUTHORISATION_TO_VALIDATE"
  | "CAPTURED"
  | "CAPTURE_FAILED"
  | "CANCELLED"
  | "EXPIRED"
  | "REFUSED";

/** How 3-D Secure went. */
export type Authentication = "frictionless" | "challenge" | "not-enrolled" | "failed" | "none";

/** A transaction and what is behind it. Amounts are in Lyra's smallest unit, times in milliseconds. */
export type Transaction = {
  readonly uuid: string;
  readonly operationType: "DEBIT" | "CREDIT" | "VERIFICATION";
  readonly terms: Terms;
  /** The key of the page it was made on; null for a silent payment. */
  readonly saleKey: string | null;
  readonly paymentOrderId: string | null;
  readonly customer: Customer;
  readonly currency: string;
  readonly createdMs: number;
  readonly sequenceNumber: number;
  readonly parentUuid: string | null;
  readonly card: CardFace;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly authentication: Authentication;
  /** Whether the card was typed or came from a token. */
  readonly paymentMethodSource: "NEW" | "TOKEN";
  amount: number;
  detailedStatus: DetailedStatus;
  error: ErrorWords | null;
  token: string | null;
  /** When it goes to the bank; null for what never goes. */
  remittanceMs: number | null;
  capturedMs: number | null;
  refunded: number;
  chargedBack: boolean;
};

/** A registered card. */
export type Token = {
  readonly token: string;
  readonly card: CardFace;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly customer: Customer;
  readonly createdMs: number;
  cancelledMs: number | null;
};

/** What made the gateway notify (`kr-src`); the names are those of the hosted page's `vads_url_check_src`. */
export type NoticeSource = "PAY" | "BATCH_AUTO" | "BATCH" | "MERCH_BO";

/** The way of one notification (IPN). Its text is what was true at that moment; it is signed when it is posted. */
export type Notice = {
  readonly id: string;
  readonly shop: Shop;
  /** The address a call gave (`ipnTargetUrl`); null for the shop's own, wherever that is when it is posted. */
  readonly targetUrl: string | null;
  readonly text: string;
  readonly source: NoticeSource;
  readonly uuid: string | null;
  state: "pending" | "delivered" | "lost" | "gave_up";
  attempts: number;
  /** Automatic retries so far. */
  retries: number;
  acknowledged: number;
};

/** All that belongs to one shop in one mode. Maps keep the order of creation. */
export type Shop = {
  readonly id: string;
  readonly mode: "TEST" | "PRODUCTION";
  name: string;
  password: string;
  hmacKey: string;
  ipnUrl: string | null;
  returnUrl: string | null;
  retriesIpn: boolean;
  rules: IpnRules;
  currencies: readonly string[];
  hasRestApi: boolean;
  orderLifeMs: number;
  /** Payment orders and forms by the key of their page. */
  readonly sales: Map<string, Sale>;
  /** The payment orders among them by their id. */
  readonly orders: Map<string, Sale>;
  readonly transactions: Map<string, Transaction>;
  readonly tokens: Map<string, Token>;
};

/** What is to be done later. */
export type LyraTask =
  /** A try to post; `cause` tells the first one (which the browser waits for) from retries and from resending. */
  | { readonly kind: "post"; readonly notice: Notice; readonly cause: "first" | "retry" | "resend" }
  | { readonly kind: "forgery"; readonly notice: Notice }
  | ({ readonly shop: Shop } & (
      | { readonly kind: "expiry"; readonly sale: Sale }
      | { readonly kind: "silence"; readonly sale: Sale; readonly challengeId: string }
      | { readonly kind: "authorisation"; readonly transaction: Transaction }
      | { readonly kind: "remittance"; readonly transaction: Transaction }
      /** The time to validate is over. */
      | { readonly kind: "invalidation"; readonly transaction: Transaction }
    ));

/** What the world remembers. Plain records, nothing that acts. */
export type LyraMemory = {
  readonly shops: Shop[];
  readonly notices: Notice[];
  readonly messages: SentMessage[];
  readonly counters: LyraCounters;
  /** How many notifications were made at one moment: reordering turns such a burst around. */
  burst: { atMs: number; size: number };
  readonly agenda: Agenda<LyraTask>;
};

/** The whole world: what it remembers, the faults, the settings. */
export type LyraState = LyraMemory & {
  readonly ports: WorldPorts;
  readonly chaos: LyraChaos;
  readonly brand: string;
  readonly deliveryMs: number;
  readonly remittanceEveryMs: number;
  readonly remittanceAtMs: number;
  readonly badLoginStatus: 401 | 200;
  publicUrl: string;
  /** Browsers that wait for the first post of a notification. */
  readonly waiting: Map<Notice, () => void>;
  /** Has a task done, `milliseconds` from now. */
  readonly plan: (milliseconds: number, task: LyraTask) => void;
};

/** A shop and the world it is in. */
export type Scene = { readonly state: LyraState; readonly shop: Shop };
