import { Anchor, Button, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { StatementEntry } from "#api/statement";
import { useFormat } from "../../format.ts";
import { More } from "../../ui/more.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Pill } from "../../ui/pill.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { DecideDialog, type Decision } from "./decide-dialog.tsx";
import { useDecision, useEntries } from "./questions.ts";
import styles from "./reconciliation.module.css";
import { useMoved } from "./statement-upload.tsx";

type Offer = { readonly decision: Decision; readonly whose: string };

/** What can be made of a movement, the likeliest first. */
function useOffers(): (entry: StatementEntry) => readonly Offer[] {
  const w = useWords();
  return (entry) => {
    const whose = ({ orderNumber, person }: { readonly orderNumber: number | null; readonly person: string | null }) =>
      [orderNumber === null ? w("order.one") : w("order.number", { number: orderNumber }), person]
        .filter(Boolean)
        .join(", ");
    const ofPayments = entry.payments.flatMap((one): readonly Offer[] => {
      const to = { whose: whose(one) };
      if (entry.reversal || entry.side === "debit")
        return [{ decision: { act: "take-back", paymentId: one.id }, ...to }];
      const fits =
        one.amount.minor === entry.amount.minor &&
        one.amount.currency === entry.amount.currency &&
        entry.reason !== "maybe-twice";
      return [{ decision: { act: fits ? "match" : "return", paymentId: one.id }, ...to }];
    });
    const ofRefunds = entry.refunds.map(
      (one): Offer => ({ decision: { act: "match-refund", refundId: one.id }, whose: whose(one) }),
    );
    const others: readonly Offer[] = [
      ...(entry.reason === "maybe-twice" ? [{ decision: { act: "set-aside" }, whose: "" } as const] : []),
      { decision: { act: "book" }, whose: "" },
      ...(entry.reason === "maybe-twice" ? [] : [{ decision: { act: "set-aside" }, whose: "" } as const]),
    ];
    return entry.reason === "maybe-twice"
      ? [...others.slice(0, 1), ...ofPayments, ...others.slice(1)]
      : [...ofPayments, ...ofRefunds, ...others];
  };
}

function Line({
  entry,
  onDecide,
}: {
  readonly entry: StatementEntry;
  readonly onDecide: (offer: Offer) => void;
}): ReactNode {
  const w = useWords();
  const format = useFormat();
  const moved = useMoved();
  const toasts = useToasts();
  const offers = useOffers();
  const again = useDecision(entry.id, () => toasts.done(w("entry.judged-again")));
  return (
    <li className={styles["entry"]}>
      <div>
        <Text fw={600}>{entry.name ?? w("statement.nameless")}</Text>
        <small>
          {format.booked(entry.bookedOn)} · {entry.text}
        </small>
        <small>
          {entry.fileName} · {w("statement.line", { line: entry.line })}
        </small>
      </div>
      <div className={styles["amount"]}>
        {moved(entry)}
        <div>
          <Pill tone={entry.state === "proposed" ? "waiting" : "alarm"}>
            {entry.reason === null ? w("statement.verdict.proposed") : w(`statement.odd.${entry.reason}`)}
          </Pill>
        </div>
      </div>
      <div className={styles["acts"]}>
        {offers(entry).map((offer, n) => (
          <Button
            key={`${offer.decision.act} ${offer.whose}`}
            variant={n === 0 ? "filled" : "default"}
            onClick={() => onDecide(offer)}
          >
            {w(`entry.act.${offer.decision.act}`)}
            {offer.whose !== "" && ` · ${offer.whose}`}
          </Button>
        ))}
        <Button
          variant="subtle"
          loading={again.isPending}
          onClick={() => again.mutate({ act: "again" }, { onError: (error) => toasts.failed(error) })}
        >
          {w("entry.act.again")}
        </Button>
      </div>
    </li>
  );
}

/** Movements that could not be matched for sure, each with what can be made of it. */
export function OpenEntries(): ReactNode {
  const w = useWords();
  const entries = useEntries("open");
  const [deciding, setDeciding] = useState<{ readonly entry: StatementEntry; readonly offer: Offer }>();
  return (
    <Sheet flush>
      <Title order={2} size="h3" p="md">
        {w("entry.open")}
      </Title>
      <Ready of={entries} rows={3}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0) return <Empty icon="check" title={w("entry.none")} text={w("entry.none.text")} />;
          return (
            <ul className={styles["list"]}>
              {all.map((entry) => (
                <Line key={entry.id} entry={entry} onDecide={(offer) => setDeciding({ entry, offer })} />
              ))}
            </ul>
          );
        }}
      </Ready>
      <More of={entries} m="sm" />
      {deciding && (
        <DecideDialog
          entry={deciding.entry}
          decision={deciding.offer.decision}
          whose={deciding.offer.whose}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </Sheet>
  );
}

/** Movements that were matched or decided, with what they are used for. */
export function DecidedEntries({ onPayment }: { readonly onPayment: (payment: string) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const moved = useMoved();
  const entries = useEntries("matched");
  return (
    <Sheet flush>
      <Title order={2} size="h3" p="md">
        {w("entry.decided-ones")}
      </Title>
      <Ready of={entries} rows={3}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0)
            return <Empty icon="ledger" title={w("entry.nothing")} text={w("entry.nothing.text")} />;
          return (
            <ul className={styles["list"]}>
              {all.map((entry) => (
                <li key={entry.id} className={styles["entry"]}>
                  <div>
                    {entry.name ?? w("statement.nameless")}
                    <small>
                      {format.booked(entry.bookedOn)} · {entry.text}
                    </small>
                    {entry.note !== null && <small>{entry.note}</small>}
                    {entry.paymentId !== null && (
                      <Anchor
                        component="button"
                        type="button"
                        size="sm"
                        onClick={() => onPayment(entry.paymentId ?? "")}
                      >
                        {entry.orderNumber === null
                          ? w("payment.one")
                          : w("order.number", { number: entry.orderNumber })}
                      </Anchor>
                    )}
                  </div>
                  <div className={styles["amount"]}>
                    {moved(entry)}
                    <div>
                      <Pill tone={entry.state === "matched" ? "settled" : "quiet"}>
                        {w(`entry.state.${entry.state}`)}
                      </Pill>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </Ready>
      <More of={entries} m="sm" />
    </Sheet>
  );
}
