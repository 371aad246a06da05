import type { ReactNode } from "react";
import type { Money } from "#api/money";
import { useFormat } from "../../format.ts";
import { Ready } from "../../ui/ready.tsx";
import { LiveMoney } from "../../ui/shown-money.tsx";
import { useWords } from "../../words.tsx";
import styles from "./payments.module.css";
import { type PaymentListView, useSummary } from "./questions.ts";

/** Growth as a share of what was before; undefined where there was nothing to grow from. */
const growth = (now: Money, before: Money): number | undefined =>
  before.minor === 0 ? undefined : (now.minor - before.minor) / before.minor;

/** The first line of the screen: what came in today, what waits, what failed, what went back. */
export function DayLine({ onView }: { readonly onView: (view: PaymentListView) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  return (
    <Ready of={useSummary()} rows={1}>
      {(day) => {
        const more = growth(day.paid.amount, day.paidBefore.amount);
        return (
          <div className={styles["day"]}>
            <div className={styles["taken"]}>
              <span>{w("payments.today")}</span>
              <strong>
                <LiveMoney amount={day.paid.amount} />
              </strong>
              {more !== undefined && <small>{w("payments.compared", { more: format.growth(more) })}</small>}
              {day.onItsWay && (
                <small>
                  {w("payments.on-its-way", {
                    amount: format.money(day.onItsWay.amount),
                    from: day.onItsWay.fromDays,
                    to: day.onItsWay.toDays,
                  })}
                </small>
              )}
            </div>
            <button type="button" onClick={() => onView("waiting")}>
              <span>{w("payments.view.waiting")}</span>
              <strong>{format.money(day.waiting.amount)}</strong>
              <small>{w("payments.count", { count: day.waiting.count })}</small>
            </button>
            <button
              type="button"
              onClick={() => onView("attention")}
              data-alarm={day.attention.count > 0 ? "" : undefined}
            >
              <span>{w("payments.view.attention")}</span>
              <strong>{format.number(day.attention.count)}</strong>
              <small>{day.attention.count > 0 ? format.money(day.attention.amount) : w("payments.nothing")}</small>
            </button>
            <button type="button" onClick={() => onView("refunded")}>
              <span>{w("payments.view.refunded")}</span>
              <strong>{format.money(day.refunds.amount)}</strong>
              <small>{w("payments.count", { count: day.refunds.count })}</small>
            </button>
          </div>
        );
      }}
    </Ready>
  );
}
