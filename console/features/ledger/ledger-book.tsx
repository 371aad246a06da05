import { Anchor, Button, Group, Text, Title, UnstyledButton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Balances } from "#api/ledger";
import type { Money } from "#api/money";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { More } from "../../ui/more.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Entry, useAccountName } from "../../ui/journal.tsx";
import { Pill } from "../../ui/pill.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";
import styles from "./ledger-book.module.css";

/** A balance as its account is read: what was sold or is owed counts up, though the books keep it on the credit side. */
const asRead = (account: string, balance: Money): Money =>
  /^(revenue|liability):/.test(account) ? { ...balance, minor: balance.minor === 0 ? 0 : -balance.minor } : balance;

function Accounts(props: {
  readonly balances: Balances;
  readonly account: string;
  readonly onAccount: (account: string) => void;
}): ReactNode {
  const w = useWords();
  const format = useFormat();
  const name = useAccountName();
  const even = props.balances.sums.every(({ minor }) => minor === 0);
  return (
    <Sheet>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">
          {w("ledger.balances")}
        </Title>
        <Pill tone={even ? "settled" : "alarm"}>
          <Icon name={even ? "check" : "alert"} size={13} />
          {w(even ? "ledger.even" : "ledger.uneven")}
        </Pill>
      </Group>
      <ul className={styles["accounts"]}>
        {props.balances.accounts.map(({ account, balance }) => (
          <li key={`${account} ${balance.currency}`}>
            <UnstyledButton
              aria-pressed={account === props.account}
              onClick={() => props.onAccount(account === props.account ? "" : account)}
            >
              <span>{name(account)}</span>
              <strong>{format.money(asRead(account, balance))}</strong>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function useLedger(account: string) {
  const { slug } = useShop();
  const balances = useQuery({
    queryKey: [slug, "ledger", "balances"],
    queryFn: ({ signal }) => call("ledgerBalances", { params: { shop: slug }, signal }),
  });
  const entries = useInfiniteQuery({
    queryKey: [slug, "ledger", "entries", account],
    queryFn: ({ pageParam, signal }) =>
      call("ledgerEntries", {
        params: { shop: slug },
        query: { account: account || undefined, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  return { balances, entries };
}

/** The double-entry journal in words, with the balance of every account. */
export function LedgerBook(props: {
  readonly account: string;
  readonly onAccount: (account: string) => void;
  readonly onPayment: (payment: string) => void;
}): ReactNode {
  const w = useWords();
  const name = useAccountName();
  const { balances, entries } = useLedger(props.account);
  return (
    <div className={styles["book"]}>
      <Ready of={balances} rows={4}>
        {(found) => <Accounts balances={found} account={props.account} onAccount={props.onAccount} />}
      </Ready>
      <Sheet>
        <Group justify="space-between">
          <Title order={2} size="h3">
            {props.account === "" ? w("ledger.entries") : name(props.account)}
          </Title>
          {props.account !== "" && (
            <Button variant="subtle" size="compact-sm" onClick={() => props.onAccount("")}>
              {w("ledger.all")}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed" mb="xs">
          {w("ledger.help")}
        </Text>
        <Ready of={entries} rows={6}>
          {({ pages }) => {
            const all = pages.flatMap(({ items }) => items);
            if (all.length === 0)
              return <Empty icon="ledger" title={w("ledger.empty")} text={w("ledger.empty.text")} />;
            return all.map((entry) => (
              <Entry
                key={entry.key}
                entry={entry}
                head={
                  entry.paymentId !== null && (
                    <Anchor
                      component="button"
                      type="button"
                      size="xs"
                      onClick={() => props.onPayment(entry.paymentId ?? "")}
                    >
                      {entry.orderNumber === null ? w("payment.one") : w("order.number", { number: entry.orderNumber })}
                    </Anchor>
                  )
                }
              />
            ));
          }}
        </Ready>
        <More of={entries} mt="sm" />
      </Sheet>
    </div>
  );
}
