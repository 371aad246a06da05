import { type Decision, type JourneyEvent, defineJourney } from "#contracts/journey";
import type { Command, ParsedCommand } from "#domain/command";
import type { Effect } from "#domain/effect";
import { type CommandResult, type SettledCommand } from "#domain/selling";
import { tellNews } from "./news.ts";
import { onWorkTap, refuseInWords, showWork, tellDecision } from "./refund-work.ts";
import { askWizard, faultsOf, say, showReading, tell, tellResult } from "./say.ts";
import { type State, idle, rest } from "./state.ts";
import { texts } from "./texts.ts";
import { onWizardAnswer } from "./wizard.ts";
import { saysNo, saysYes } from "./words.ts";

type Step = Decision<State>;
type Of<Name extends JourneyEvent["event"]> = Extract<JourneyEvent, { readonly event: Name }>;

const step = (state: State, effects: readonly Effect[] = []): Step => ({ state, effects, consumed: true });
const pass = (state: State): Step => ({ state, effects: [], consumed: false });

/**
 * The merchant sells from her own phone by a line of text. Whatever moves money or stock is shown back first, with
 * amount, name and rail, and one tap does it, changes it or drops it.
 */
export const journey = defineJourney<State>({
  name: "merchant-command",
  initial: idle,
  texts,
  active: (state) => state.at !== "idle",
  question: (state) => (state.at === "wizard" ? [askWizard(state.asks, state.serial)] : []),
  decide(state, event): Step {
    switch (event.event) {
      case "customer-said":
        return onLine(state, event);
      case "command-read":
        return onReading(state, event);
      case "command-done":
        return onDone(state, event.result);
      case "sale-news":
        return step(state, tellNews(event.sale));
      case "refund-work":
        return step(state, [showWork(event.work)]);
      case "refund-decided":
        return step(state, [tellDecision(event.result)]);
      default:
        return step(state);
    }
  },
});

function onLine(state: State, { understood }: Of<"customer-said">): Step {
  const { content, text, command } = understood;
  if (content.kind === "choice") return onTap(state, content.choiceId);
  if (state.at === "confirming" && saysYes(text)) return run(state, state.settled);
  if (state.at === "confirming" && saysNo(text)) return step(rest(state), [tell("dropped")]);
  if (state.at === "refusing" && text !== "" && command?.kind !== "cancel") return refuseInWords(state, text);
  if (state.at === "wizard" && command?.kind !== "cancel") {
    const answered = onWizardAnswer(state, text, command);
    if (answered) return answered;
  }
  return command === undefined ? pass(rest(state)) : onCommand(state, command);
}

function onTap(state: State, choiceId: string): Step {
  if (!choiceId.startsWith("mc:")) return pass(rest(state));
  const [, what, serial, value] = choiceId.split(":");
  const work = onWorkTap(state, choiceId);
  if (work) return work;
  // News stay tappable for ever: what they lead to is looked up now, and shown again before it counts.
  if (what === "received" && serial !== undefined)
    return step(rest(state), [{ do: "read-command", command: { kind: "received", order: serial } }]);
  // A button of something that is over: nothing is done twice, and nothing else in its place.
  if (serial !== String(state.serial)) return step(state, [tell("too-late")]);
  if (what === "yes" && state.at === "confirming") return run(state, state.settled);
  if (what === "no") return step(rest(state), [tell("dropped")]);
  if (what === "change") return step(rest(state), [tell("change")]);
  if (what === "who" && value !== undefined && state.at === "choosing")
    return step(state, [{ do: "read-command", command: state.command, personId: value }]);
  if (what === "wizard" && state.at === "wizard" && value !== undefined)
    return onWizardAnswer(state, value, undefined) ?? step(state, [askWizard(state.asks, state.serial)]);
  return step(rest(state), [tell("too-late")]);
}

function onCommand(state: State, command: ParsedCommand): Step {
  switch (command.kind) {
    case "not-a-command":
      return pass(rest(state));
    case "faulty":
      return step(rest(state), [faultsOf(command.problems)]);
    case "help":
      return step(rest(state), [tell("help")]);
    case "wizard": {
      const serial = state.serial + 1;
      return step({ ...rest(state), serial, at: "wizard", asks: "amount", draft: {} }, [askWizard("amount", serial)]);
    }
    case "cancel":
      return state.at === "idle" ? takeBack(state) : step(rest(state), [tell("dropped")]);
    case "undo":
      return takeBack(state);
    case "today":
      return step(rest(state), [{ do: "run-command", settled: { command } }]);
    default:
      return step(rest(state), [{ do: "read-command", command }]);
  }
}

function takeBack(state: State): Step {
  const { last } = state;
  if (last === undefined) return step(rest(state), [tell("refused.nothing-to-undo")]);
  return step({ at: "idle", serial: state.serial }, [
    { do: "run-command", settled: { command: { kind: "undo" }, undo: last } },
  ]);
}

/** Confirmed: it is done once, whatever is tapped or written again. */
const run = (state: State, settled: SettledCommand): Step => step(rest(state), [{ do: "run-command", settled }]);

function onReading(state: State, { command, reading }: Of<"command-read">): Step {
  const serial = state.serial + 1;
  const effects = showReading(command, reading, serial);
  const next = { ...rest(state), serial };
  if (reading.read === "refused") return step(next, effects);
  if (reading.read === "several") return step({ ...next, at: "choosing", command }, effects);
  return step({ ...next, at: "confirming", settled: settle(command, reading) }, effects);
}

/** What is done is what was shown, to the cent. */
function settle(command: Command, reading: Of<"command-read">["reading"]): SettledCommand {
  if (command.kind === "refund" && reading.read === "refund")
    return { command: { ...command, amount: reading.amount } };
  if (reading.read === "received") return { command, paymentId: reading.paymentId };
  if (reading.read !== "charge") return { command };
  const { payee, card } = reading;
  return {
    command,
    ...(payee?.personId === undefined ? {} : { personId: payee.personId }),
    ...(card === undefined ? {} : { cardId: card.cardId }),
  };
}

function onDone(state: State, result: CommandResult): Step {
  const last = "undo" in result ? result.undo : result.done === "undone" ? undefined : state.last;
  return step({ ...rest(state), ...(last === undefined ? {} : { last }) }, [say(tellResult(result))]);
}
