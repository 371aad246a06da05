import type { DetailedStatus, Sale, Terms, Transaction } from "./state.ts";

/** The short status of each detailed one (docs.lyra.com, kb/status_reference.html; the UNPAID ones from memory). */
const shortStatuses: Readonly<Record<DetailedStatus, "PAID" | "RUNNING" | "UNPAID" | "ABANDONED">> = {
  ABANDONED: "ABANDONED",
  ACCEPTED: "PAID",
  AUTHORISED: "PAID",
  AUTHORISED_TO_VALIDATE: "RUNNING",
  WAITING_AUTHORISATION: "RUNNING",
  WAITING_AUTHORISATION_TO_VALIDATE: "RUNNING",
  CAPTURED: "PAID",
  CAPTURE_FAILED: "UNPAID",
  CANCELLED: "UNPAID",
  EXPIRED: "UNPAID",
  REFUSED: "UNPAID",
};

/** The status of a transaction: PAID says nothing about captured money. */
export function statusOf({ detailedStatus }: Transaction): (typeof shortStatuses)[DetailedStatus] {
  return shortStatuses[detailedStatus];
}

/** The status of all transactions of an order together. */
export function orderStatusOf(transactions: readonly Transaction[]): string {
  const statuses = transactions.map(statusOf);
  for (const strongest of ["PAID", "RUNNING", "UNPAID"]) {
    if (statuses.some((status) => status === strongest)) return strongest;
  }
  return "ABANDONED";
}

/** OPEN as long as the buyer may still pay on the page. */
export function cycleOf(sale: Sale | null): "OPEN" | "CLOSED" {
  return sale?.status === "RUNNING" ? "OPEN" : "CLOSED";
}

/** The attempts of a page that were not refused: at most one, and then the page is over. */
export function acceptedOf({ attempts }: Sale): Transaction | undefined {
  return attempts.find(({ detailedStatus }) => detailedStatus !== "REFUSED" && detailedStatus !== "ABANDONED");
}

/** Whether the payment's card is kept: always, never, or as the buyer ticks. */
export function keepsCard({ formAction }: Terms, consent: boolean): boolean {
  if (formAction === "ASK_REGISTER_PAY") return consent;
  return formAction === "REGISTER" || formAction === "REGISTER_PAY";
}

/** Before they go to the bank: these can be cancelled and lowered (docs.lyra.com, Transaction/Cancel). */
export function isCancellable({ detailedStatus }: Transaction): boolean {
  return [
    "AUTHORISED",
    "AUTHORISED_TO_VALIDATE",
    "WAITING_AUTHORISATION",
    "WAITING_AUTHORISATION_TO_VALIDATE",
  ].includes(detailedStatus);
}

/** These wait for the merchant's validation (docs.lyra.com, Transaction/Validate). */
export function awaitsValidation({ detailedStatus }: Transaction): boolean {
  return detailedStatus === "AUTHORISED_TO_VALIDATE" || detailedStatus === "WAITING_AUTHORISATION_TO_VALIDATE";
}
