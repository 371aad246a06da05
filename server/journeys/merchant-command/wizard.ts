import type { Decision } from "#contracts/journey";
import type { Charge, ParsedCommand } from "#domain/command";
import type { Effect } from "#domain/effect";
import { askWizard, faultsOf } from "./say.ts";
import { type State, rest } from "./state.ts";

type Step = Decision<State>;
type AtWizard = Extract<State, { readonly at: "wizard" }>;

const step = (state: State, effects: readonly Effect[]): Step => ({ state, effects, consumed: true });

/**
 * An answer to the wizard's question: an amount, then who pays, then whether her card is kept. What holds more than was
 * asked for ("10 EUR lea") is a whole line and ends the wizard. Undefined when it answers nothing.
 */
export function onWizardAnswer(state: AtWizard, text: string, command: ParsedCommand | undefined): Step | undefined {
  if (command?.kind === "faulty") return step(state, [faultsOf(command.problems), askWizard(state.asks, state.serial)]);
  switch (state.asks) {
    case "amount":
      return command?.kind === "charge" && command.payee.by === "nobody"
        ? ask(state, "payee", { amount: command.amount })
        : undefined;
    case "payee": {
      const payee = payeeOf(text, command);
      return payee && ask(state, "save", { ...state.draft, payee });
    }
    case "save":
      return isSaving(text) ? finish(state, text) : undefined;
  }
}

const isSaving = (text: string): text is Charge["saveCard"] => text === "never" || text === "ask" || text === "always";

function ask(state: AtWizard, asks: AtWizard["asks"], draft: AtWizard["draft"]): Step {
  const serial = state.serial + 1;
  return step({ ...rest(state), serial, at: "wizard", asks, draft }, [askWizard(asks, serial)]);
}

/** "nobody" is the button; a phone or a name is written. */
function payeeOf(text: string, command: ParsedCommand | undefined): Charge["payee"] | undefined {
  if (text === "nobody") return { by: "nobody" };
  const phone = text.replace(/[\s().-]/g, "");
  if (/^(\+|00)\d{7,15}$/.test(phone)) return { by: "phone", phone: phone.replace(/^00/, "+") };
  const isName = command === undefined || command.kind === "not-a-command";
  return isName && /^\p{L}[\p{L}\p{M}' -]{0,59}$/u.test(text.trim()) ? { by: "name", name: text.trim() } : undefined;
}

function finish(state: AtWizard, saveCard: Charge["saveCard"]): Step {
  const { amount, payee } = state.draft;
  if (amount === undefined || payee === undefined) return ask(state, "amount", {});
  const command: Charge = {
    kind: "charge",
    saveCard,
    payee,
    amount,
    assumedCurrency: false,
    ambiguousAmount: false,
    form: false,
    test: false,
  };
  return step(rest(state), [{ do: "read-command", command }]);
}
