import type { Charge, Command } from "#domain/command";
import type { SettledCommand, Undoable } from "#domain/selling";

/** What of a sale the wizard knows so far. */
export type WizardDraft = { readonly amount?: Charge["amount"]; readonly payee?: Charge["payee"] };

/** Where a merchant's line stands. `last` is what UNDO takes back. */
export type State = { readonly last?: Undoable } & (
  | { readonly at: "idle" }
  /** It was shown back; a tap does it. */
  | { readonly at: "confirming"; readonly settled: SettledCommand }
  /** Two or more people are meant. */
  | { readonly at: "choosing"; readonly command: Command }
  | { readonly at: "wizard"; readonly asks: "amount" | "payee" | "save"; readonly draft: WizardDraft }
);

/** Nothing is under way. */
export const idle: State = { at: "idle" };

/** Idle again, still knowing what was done last. */
export const rest = ({ last }: State): State => (last === undefined ? idle : { at: "idle", last });
