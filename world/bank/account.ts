/** A movement on the shop's account, as the bank keeps it. */
export type Movement = {
  /** The bank's own reference. */
  readonly ref: string;
  /** `2026-11-24`. */
  readonly day: string;
  /** Above zero: money came. Below: it left. Smallest unit of the account's currency. */
  readonly minor: number;
  readonly name: string;
  readonly iban: string;
  /** What the payer wrote, in a bank's form or her own words. */
  readonly text: string;
  /** The creditor reference where the payer's bank carried it as one. */
  readonly structured?: string;
  /** Undoes an earlier movement. */
  readonly reversal: boolean;
  /** Not booked yet: it is told as pending, and again once it is. */
  readonly pending: boolean;
};

/** What somebody does at the bank's counter. */
export type Transfer = Partial<Omit<Movement, "ref" | "reversal">> & Pick<Movement, "day" | "minor">;

/** An account at a bank: people pay into it, the shop pays from it, and it can be asked for its movements. */
export type BankAccount = {
  readonly iban: string;
  readonly currency: string;
  readonly move: (transfer: Transfer) => Movement;
  /** The payer's bank takes a movement back on a later day. */
  readonly reverse: (movement: Movement, day: string) => Movement;
  /** A pending movement is booked. */
  readonly book: (movement: Movement, day: string) => Movement;
  /** Movements of some days, both included, the oldest first. */
  readonly between: (from: string, to: string) => readonly Movement[];
};

/** Opens an account of two-decimal currency. */
export function openAccount({ iban = "FR7630006000011234567890189", currency = "EUR" } = {}): BankAccount {
  const kept: Movement[] = [];
  const nextRef = (): string => `BNK${String(kept.length + 1).padStart(9, "0")}`;
  const keep = (movement: Movement): Movement => {
    kept.push(movement);
    return movement;
  };
  return {
    iban,
    currency,
    move: ({
      day,
      minor,
      name = "LEA MARTIN",
      iban: from = "DE89370400440532013000",
      text = "",
      structured,
      pending = false,
    }) =>
      keep({
        ref: nextRef(),
        day,
        minor,
        name,
        iban: from,
        text,
        reversal: false,
        pending,
        ...(structured === undefined ? {} : { structured }),
      }),
    reverse: (movement, day) => keep({ ...movement, ref: nextRef(), day, minor: -movement.minor, reversal: true }),
    book(movement, day) {
      const booked = { ...movement, day, pending: false };
      kept.splice(kept.indexOf(movement), 1, booked);
      return booked;
    },
    between: (from, to) => kept.filter(({ day }) => day >= from && day <= to),
  };
}
