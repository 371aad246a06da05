import type { ReactNode } from "react";
import { LedgerBook } from "../features/ledger/ledger-book.tsx";
import { Frame } from "../ui/frame.tsx";
import { useWords } from "../words.tsx";
import { useWhere } from "./where.ts";

/** The journal and its balances. */
export function LedgerPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  return (
    <Frame title={w("place.ledger")}>
      <LedgerBook
        account={where.search.account ?? ""}
        onAccount={(account) => where.filter({ account })}
        onPayment={where.payment}
      />
    </Frame>
  );
}
