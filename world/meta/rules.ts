import { phoneError } from "./graph-answers.ts";
import type { PhoneError } from "./phone-types.ts";
import type { Rule, Send, SendScene } from "./rule-shape.ts";
import { accountRules, billingRules } from "./rules-account.ts";
import { catalogueRules } from "./rules-catalogue.ts";
import { interactiveRules } from "./rules-interactive.ts";
import { mediaRules } from "./rules-media.ts";
import { messageRules } from "./rules-message.ts";
import { orderRules } from "./rules-order.ts";
import { recipientRules } from "./rules-recipient.ts";
import { templateRules } from "./rules-template.ts";

/** The table: every way a send can be refused, in the order in which it is looked at; the first broken row answers. */
export const sendRules: readonly Rule[] = [
  ...accountRules,
  ...messageRules,
  ...mediaRules,
  ...interactiveRules,
  ...catalogueRules,
  ...orderRules,
  ...templateRules,
  ...recipientRules,
  ...billingRules,
];

/** The row that refuses a send, and its words. */
export type Verdict = { readonly rule: Rule; readonly error: PhoneError };

/** Looks a send up in the table; undefined when nothing speaks against it. */
export function judge(send: Send, scene: SendScene): Verdict | undefined {
  for (const row of rowsFor(send.kind)) {
    const details = row.broken(send, scene);
    if (details !== undefined) return { rule: row, error: phoneError(row.code, details) };
  }
  return undefined;
}

const rowsByKind = new Map<string, readonly Rule[]>();

function rowsFor(kind: string): readonly Rule[] {
  const known = rowsByKind.get(kind);
  if (known !== undefined) return known;
  const toCustomer = kind !== "mark-read" && kind !== "typing";
  const rows = sendRules.filter(
    (row) => row.kinds === "all" || (row.kinds === "any" ? toCustomer : row.kinds.includes(kind)),
  );
  if (rowsByKind.size < 100) rowsByKind.set(kind, rows);
  return rows;
}
