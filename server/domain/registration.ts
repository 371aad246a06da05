/**
 * Where the registration of a card without a payment stands. No money is behind it; it only moves down this list:
 * - requested: the intent is on record, the provider not yet asked
 * - open: its owner can leave her card on the provider's page
 * - void: taken back by the merchant or refused by the owner; a card that is still left there is forgotten
 * - expired: nobody left a card in time
 * - done: a card was left, with her consent
 */
export type RegistrationState = "requested" | "open" | "void" | "expired" | "done";

const rank: Readonly<Record<RegistrationState, number>> = { requested: 0, open: 1, void: 2, expired: 2, done: 3 };

/** Whether a registration may go from one state to the other. What was taken back never keeps a card. */
export const mayRegistrationMove = (from: RegistrationState, to: RegistrationState): boolean =>
  rank[to] > rank[from] && from !== "void";

/** Whether its page may still keep a card: one such registration at a time for each person. */
export const isRegistering = (state: RegistrationState): boolean => state === "requested" || state === "open";
