import type { Charge, Command } from "#domain/command";
import type { SettledCommand, Undoable } from "#domain/selling";

/** What of a sale the wizard knows so far. */
export type WizardDraft = { readonly amount?: Charge["amount"]; readonly payee?: Charge["payee"] };

/**
 * Where a merchant's line stands. `last` is what UNDO takes back. `serial` counts what was shown back and names its
 * buttons: a tap on an older one is not taken for the newest.
 */
export type State = { readonly last?: Undoable; readonly serial: number } & (
  | { readonly at: "idle" }
  /** It was shown back; a tap does it. */
  | { readonly at: "confirming"; readonly settled: SettledCommand }
  /** Two or more people are meant. */
  | { readonly at: "choosing"; readonly command: Command }
  /** Why a refund is refused is asked. */
  | { readonly at: "refusing"; readonly requestId: string }
  | { readonly at: "wizard"; readonly asks: "amount" | "payee" | "save"; readonly draft: WizardDraft }
);

/** Nothing is under way. */
export const idle: State = { at: "idle", serial: 0 };

/** Idle again, still knowing what was done last. */
export const rest = ({ last, serial }: State): State =>
  last === undefined ? { at: "idle", serial } : { at: "idle", serial, last };
