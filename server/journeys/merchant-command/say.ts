import type { CardRegistration, Charge, Command, Problem, QrCommand } from "#domain/command";
import type { Effect } from "#domain/effect";
import { shownCard } from "#domain/kept-card";
import type { CommandReading, CommandRefused, CommandResult, DayFigures } from "#domain/selling";
import type { Draft, Wording, WordingValue } from "#domain/wording";
import type { TextName } from "./texts.ts";

/** A text of this journey. */
export const text = (name: TextName, values?: Readonly<Record<string, WordingValue>>): Wording => ({
  text: name,
  ...(values ? { values } : {}),
});
/** Says a message to the merchant; under a human owner too, since it is she who asked. */
export const say = (message: Draft): Effect => ({ do: "say", message, notice: true });
/** Says a plain text. */
export const tell = (name: TextName, values?: Readonly<Record<string, WordingValue>>): Effect =>
  say({ kind: "text", body: text(name, values) });

const lines = (...parts: readonly (Wording | undefined)[]): Wording => ({
  join: parts.filter((part) => part !== undefined),
  by: "\n",
});

/** What is wrong with a line, each problem in a sentence, and how to write it. */
export const faultsOf = (problems: readonly Problem[]): Effect =>
  say({
    kind: "text",
    body: lines(
      ...problems.map(({ field, code, found }) =>
        text(`fault.${code}`, { field: { wording: text(`field.${field}`) }, found }),
      ),
      text("fault.how"),
    ),
  });

const buttons = (body: Wording, yes: TextName, serial: number): Effect =>
  say({
    kind: "buttons",
    body,
    buttons: [
      { id: `mc:yes:${serial}`, title: text(yes) },
      { id: `mc:change:${serial}`, title: text("button.change") },
      { id: `mc:no:${serial}`, title: text("button.drop") },
    ],
  });

/** A question of the wizard. */
export function askWizard(asks: "amount" | "payee" | "save", serial: number): Effect {
  if (asks === "amount") return tell("wizard.amount");
  if (asks === "payee")
    return say({
      kind: "buttons",
      body: text("wizard.payee"),
      buttons: [{ id: `mc:wizard:${serial}:nobody`, title: text("wizard.nobody") }],
    });
  return say({
    kind: "buttons",
    body: text("wizard.save"),
    buttons: [
      { id: `mc:wizard:${serial}:never`, title: text("wizard.never") },
      { id: `mc:wizard:${serial}:ask`, title: text("wizard.ask") },
      { id: `mc:wizard:${serial}:always`, title: text("wizard.always") },
    ],
  });
}

/** What a line means, shown back before it counts; `serial` names its buttons. */
export function showReading(command: Command, reading: CommandReading, serial: number): readonly Effect[] {
  switch (reading.read) {
    case "refused":
      return [refusal(reading.refused)];
    case "several":
      return [
        say({
          kind: "list",
          body: text("several"),
          button: text("several.button"),
          rows: reading.candidates.map(({ personId, name, phone }) => ({
            id: `mc:who:${serial}:${personId}`,
            title: { literal: name },
            ...(phone === undefined ? {} : { description: { literal: phone } }),
          })),
        }),
      ];
    case "charge":
      if (command.kind === "qr") return [showCode(command, reading, serial)];
      return command.kind === "charge" ? [showCharge(command, reading, serial)] : [];
    case "received": {
      const { number, amount, who, railName: rail } = reading;
      const body = reading.settles ? "read.received" : "read.received-surplus";
      return [buttons(text(body, { number, amount: { money: amount }, who, rail }), "button.received", serial)];
    }
    case "register":
      return command.kind === "register-card" ? [showRegistration(command, reading, serial)] : [];
    case "refund": {
      const { number, amount, who } = reading;
      return [buttons(text("read.refund", { number, amount: { money: amount }, who }), "button.refund", serial)];
    }
    case "stock":
      return command.kind === "stock" ? [showStock(command, reading, serial)] : [];
  }
}

type ReadCharge = Extract<CommandReading, { readonly read: "charge" }>;

/** Name and phone of who pays; undefined where she passes it on herself. */
const payeeText = ({ payee }: ReadCharge): string | undefined =>
  payee?.phone === undefined ? payee?.name : `${payee.name} (${payee.phone})`;

/** A code over an amount: shown here, or sent to whoever is named. */
function showCode(command: QrCommand, reading: ReadCharge, serial: number): Effect {
  const who = payeeText(reading);
  const amount = command.amount === undefined ? "" : { money: command.amount };
  const rail = reading.railName;
  const body = lines(
    who === undefined ? text("read.code-here", { amount, rail }) : text("read.code", { amount, who, rail }),
    command.ambiguousAmount ? text("read.check") : undefined,
  );
  return buttons(body, who === undefined ? "button.make" : "button.send", serial);
}

function showCharge(command: Charge, reading: ReadCharge, serial: number): Effect {
  const { card, railName } = reading;
  const amount = { money: command.amount };
  const who = payeeText(reading);
  const head =
    card !== undefined && who !== undefined
      ? text("read.card", { amount, who, card: shownCard(card) })
      : who === undefined
        ? text("read.echo", { amount, rail: railName })
        : text("read.link", { amount, who, rail: railName });
  const body = lines(
    head,
    command.saveCard === "always" && card === undefined ? text("read.always") : undefined,
    command.saveCard === "ask" && card === undefined ? text("read.ask") : undefined,
    command.test ? text("read.test") : undefined,
    command.form ? text("read.form") : undefined,
    command.orderRef === undefined ? undefined : text("read.reference", { reference: command.orderRef }),
    command.validDays === undefined ? undefined : text("read.days", { count: command.validDays }),
    command.ambiguousAmount ? text("read.check") : undefined,
  );
  return buttons(body, card === undefined ? "button.send" : "button.charge", serial);
}

function showRegistration(
  { email, orderRef, validDays, test }: CardRegistration,
  { payee, railName }: Extract<CommandReading, { readonly read: "register" }>,
  serial: number,
): Effect {
  const who = payee.phone === undefined || payee.phone === payee.name ? payee.name : `${payee.name} (${payee.phone})`;
  const body = lines(
    text("read.register", { who, rail: railName, email }),
    test ? text("read.test") : undefined,
    orderRef === undefined ? undefined : text("read.reference", { reference: orderRef }),
    validDays === undefined ? undefined : text("read.days", { count: validDays }),
  );
  return buttons(body, "button.send", serial);
}

function showStock(
  command: Extract<Command, { readonly kind: "stock" }>,
  { sku, name, now }: Extract<CommandReading, { readonly read: "stock" }>,
  serial: number,
): Effect {
  const next = command.mode === "set" ? command.quantity : (now ?? 0) + command.quantity;
  return buttons(
    text("read.stock", { sku, name, now: now === undefined ? "–" : String(now), next: String(next) }),
    "button.set",
    serial,
  );
}

const refusal = ({ reason, details, money }: CommandRefused): Effect =>
  say({
    kind: "text",
    body: refusalText({
      reason,
      ...(details === undefined ? {} : { details }),
      ...(money === undefined ? {} : { money }),
    }),
  });

const refusalText = ({ reason, details, money }: CommandRefused): Wording =>
  text(`refused.${reason}`, { details: details ?? "", amount: money === undefined ? "" : { money } });

function undone(result: Extract<CommandResult, { readonly done: "undone" }>): Wording {
  if (result.what === "asked") return text("done.undone", { number: result.number });
  if (result.what === "stock") return text("done.stock", { sku: result.sku, stock: String(result.stock) });
  return text(result.kept ? "done.undone-card" : "done.undone-register", { who: result.who });
}

/** What came of a command. */
export function tellResult(result: CommandResult): Draft {
  switch (result.done) {
    case "asked":
      return { kind: "text", body: text("done.asked", { number: result.number, amount: { money: result.amount } }) };
    case "refund":
    case "refund-waits":
      return {
        kind: "text",
        body: text(`done.${result.done}`, { number: result.number, amount: { money: result.amount } }),
      };
    case "received": {
      const { number, amount, settled } = result;
      const body = settled ? "done.received" : "done.received-surplus";
      return { kind: "text", body: text(body, { number, amount: { money: amount } }) };
    }
    case "stock":
      return { kind: "text", body: text("done.stock", { sku: result.sku, stock: String(result.stock) }) };
    case "register":
      return { kind: "text", body: text("done.register", { who: result.who }) };
    case "undone":
      return { kind: "text", body: undone(result) };
    case "refused":
      return { kind: "text", body: refusalText(result.refused) };
    case "today": {
      return { kind: "text", body: todayText(result.figures) };
    }
  }
}

function todayText({ paid, payments, refunded, refunds, open, openCount, onItsWay }: DayFigures): Wording {
  const day = text("done.today", {
    paid: { money: paid },
    payments,
    refunded: { money: refunded },
    refunds,
    open: { money: open },
    openCount,
  });
  if (onItsWay === undefined) return day;
  const [from, to] = onItsWay.days;
  return { join: [day, text("done.on-its-way", { amount: { money: onItsWay.amount }, from, to })], by: "\n" };
}
