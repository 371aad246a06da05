/**
 * What an error code says of the call it answers: nothing was done and it may be asked again (`later`) or will never be
 * (`never`), or nobody knows (`doubt`). Lyra adds codes at any time, so the prefix counts where the code is not known
 * (docs.lyra.com, rest/V4.0/api/errors-reference.html): INT the merchant's call, PSP the gateway, ACQ the acquirer,
 * AUTH 3-D Secure, CLIENT the browser. A technical fault, `…_999`, may strike after the work.
 */
export function verdictOf(code: string): "later" | "never" | "doubt" {
  if (code.endsWith("_999")) return "doubt";
  if (soonAgain.has(code)) return "later";
  return /^(INT|PSP|ACQ|AUTH|CLIENT)_/.test(code) ? "never" : "doubt";
}

const soonAgain: ReadonlySet<string> = new Set([
  // The transaction went to the bank, or did not yet, between our look at it and our call: look again.
  "PSP_075",
  "PSP_076",
  // Too many calls, or tries, in too short a time.
  "PSP_099",
  "PSP_106",
  // The form or session ran out: the next try makes a new one.
  "PSP_108",
  "PSP_136",
  "PSP_649",
]);

/** What a merchant can do about it, where Lyra's own words leave her in the dark. */
export const hints: ReadonlyMap<string, string> = new Map([
  ["INT_905", "it does not know this shop identifier and password in this mode"],
  ["PSP_083", "the cardholder's bank has taken the money back; what is charged back cannot be refunded"],
  ["PSP_100", "the shop's contract lacks the REST services; ask your bank to add them"],
]);

/** Whether the code says that a kept card is of no use: its alias is unknown, cancelled, misspelt or run out. */
export const isDeadAlias = (code: string | undefined): boolean =>
  ["INT_030", "PSP_030", "PSP_031", "PSP_561", "PSP_607"].includes(code ?? "");

/** Whether the code says that there is no such transaction. */
export const isNotFound = (code: string | undefined): boolean => code === "PSP_010";
