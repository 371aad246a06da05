import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { JournalEntry } from "#api/ledger";
import { useFormat } from "../format.ts";
import { useShop } from "../shop.tsx";
import { type WordKey, useWords } from "../words.tsx";
import styles from "./journal.module.css";
import { useKindName } from "./kind-words.ts";

const kinds: Readonly<Record<string, WordKey>> = {
  sale: "journal.sale",
  fee: "journal.fee",
  surplus: "journal.surplus",
  refund: "journal.refund",
  "refund-failed": "journal.refund-failed",
  booked: "journal.booked",
  lost: "journal.lost",
  "bank-in": "journal.bank-in",
  "bank-out": "journal.bank-out",
  "other-income": "journal.other-income",
  "other-expense": "journal.other-expense",
  payout: "journal.payout",
  "payout-other": "journal.payout-other",
  "dispute-opened": "journal.dispute-opened",
  "dispute-won": "journal.dispute-won",
  "dispute-lost": "journal.dispute-lost",
};

/** An account's name in words: `liability:vat:2000` is "VAT 20 %". */
export function useAccountName(): (account: string) => string {
  const w = useWords();
  const format = useFormat();
  const kindName = useKindName();
  const { rails } = useShop();
  return (account) => {
    const [first, second, third] = account.split(":");
    if (first === "rail") {
      const rail = rails.find(({ id }) => id === second);
      return w(third === "promised" ? "account.promised" : "account.clearing", {
        rail: kindName(rail?.name ?? second ?? ""),
      });
    }
    if (account === "asset:bank") return w("account.bank");
    if (account === "revenue:other") return w("account.other-income");
    if (account === "expense:other") return w("account.other-expense");
    if (first === "revenue") return w("account.sales");
    if (second === "vat") return w("account.vat", { rate: format.percent(Number(third) / 10_000) });
    if (second === "unapplied") return w("account.unapplied");
    if (second === "fees") return w("account.fees");
    if (second === "disputes") return w("account.disputes");
    if (second === "chargebacks") return w("account.chargebacks");
    return account;
  };
}

/** An entry's kind in words. */
export function useEntryName(): (kind: string) => string {
  const w = useWords();
  return (kind) => {
    const key = kinds[kind];
    return key ? w(key) : kind;
  };
}

/** One entry of the journal in words: from where to where, and how much. */
export function Entry({ entry, head }: { readonly entry: JournalEntry; readonly head?: ReactNode }): ReactNode {
  const name = useAccountName();
  const kind = useEntryName();
  const format = useFormat();
  return (
    <div className={styles["entry"]}>
      <div className={styles["head"]}>
        <Text fw={600} size="sm">
          {kind(entry.kind)}
        </Text>
        {head}
        <Text size="xs" c="dimmed" ms="auto">
          {format.exact(entry.at)}
        </Text>
      </div>
      {entry.lines.map((line, n) => (
        <div key={n} className={styles["line"]}>
          <span>{name(line.credit)}</span>
          <span aria-hidden="true">→</span>
          <span>{name(line.debit)}</span>
          <span className={styles["amount"]}>{format.money(line.amount)}</span>
        </div>
      ))}
    </div>
  );
}
