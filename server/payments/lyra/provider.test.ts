import type { PaymentFact } from "#domain/payment";
import { lyraAnswer, lyraBody, lyraOpponent, lyraPost, lyraShop } from "../../../tests/contracts/lyra-opponent.ts";
import { paymentProviderContract } from "../../../tests/contracts/payment-provider.contract.ts";
import { provider } from "./provider.ts";

const kindsByName: Readonly<Record<string, readonly PaymentFact["kind"][]>> = {
  authorised: ["authorised"],
  captured: ["captured"],
  "captured-jpy": ["captured"],
  "captured-kwd": ["captured"],
  "captured-idr": ["captured"],
  "capture-failed": ["capture-failed"],
  cancelled: ["refund-changed", "capture-failed"],
  "refused-open": ["attempt-failed"],
  "refused-closed": ["attempt-failed"],
  expired: ["attempt-failed"],
  waiting: [],
  "to-validate": [],
  abandoned: [],
  "pre-authorised": [],
  "status-unknown": [],
  "status-contradicted": [],
  "operation-unknown": [],
  "card-registered": ["card-saved"],
  "registration-refused": ["attempt-failed"],
  "card-kept-while-paying": ["authorised", "card-saved"],
  "paid-by-kept-card": ["authorised"],
  "refund-done": ["refund-changed"],
  "refund-pending": ["refund-changed"],
  "refund-failed": ["refund-changed"],
  "refund-orphaned": [],
  "order-foreign": [],
  "order-nameless": [],
};

/** Signed already: signing is what makes the body. */
const body = (name: string): Uint8Array => lyraBody(lyraAnswer(name));

const fields = (bytes: Uint8Array) => new URLSearchParams(new TextDecoder().decode(bytes));

paymentProviderContract({
  provider,
  settings: lyraShop,
  otherSecret: { ...lyraShop, password: "testpassword_another0123456789" },
  noSecret: { ...lyraShop, password: " " },
  secrets: [lyraShop.password, lyraShop.hmacKey],
  recordings: Object.entries(kindsByName).map(([name, kinds]) => ({ name, body: body(name), kinds })),
  kinds: ["attempt-failed", "authorised", "capture-failed", "captured", "card-saved", "refund-changed"],
  lacks: ["same-link", "refund-ids", "expiry-webhooks"],
  form: { open: (bytes) => fields(bytes).get("kr-answer") ?? "", close: (json) => lyraBody(json) },
  sign: lyraPost,
  opponent: lyraOpponent,
});
