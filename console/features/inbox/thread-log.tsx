import { Button, UnstyledButton } from "@mantine/core";
import { type ReactNode, useCallback, useState } from "react";
import type { Message, ThreadEvent } from "#api/message";
import { useFormat } from "../../format.ts";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { useStaffName } from "../../ui/staff-name.ts";
import { useWords } from "../../words.tsx";
import { Bubble, PendingBubble } from "./bubble.tsx";
import type { Sending } from "./outgoing.ts";
import styles from "./thread-pane.module.css";
import type { Row } from "./timeline.ts";

const icons: Readonly<Record<ThreadEvent["event"], IconName>> = {
  "order-placed": "orders",
  "link-sent": "link",
  "order-paid": "check",
  "payment-confirmed": "hand",
  "order-shipped": "truck",
  "order-delivered": "check",
  "order-cancelled": "close",
  "refund-requested": "refund",
  "refund-done": "refund",
  "refund-failed": "alert",
  "taken-over": "hand",
  "given-back": "bot",
  "handed-over": "hand",
};

function EventLine({
  event,
  onOpenOrder,
}: {
  readonly event: ThreadEvent;
  readonly onOpenOrder: (order: string) => void;
}) {
  const w = useWords();
  const format = useFormat();
  const staffName = useStaffName();
  const words = w(`event.${event.event}`, {
    number: event.orderNumber ?? "",
    amount: event.amount ? format.money(event.amount) : "",
    by: event.by === null ? "" : staffName(event.by),
    reason: event.reason ?? "",
  });
  const inside = (
    <>
      <Icon name={icons[event.event]} size={15} />
      <span>{words}</span>
      <time dateTime={event.at}>{format.clock(event.at)}</time>
    </>
  );
  const { orderId } = event;
  return (
    <div className={styles["event"]} data-event={event.event}>
      {orderId === null ? (
        <span>{inside}</span>
      ) : (
        <UnstyledButton onClick={() => onOpenOrder(orderId)}>{inside}</UnstyledButton>
      )}
    </div>
  );
}

function DayRail({ at }: { readonly at: string }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const [now] = useState(() => Date.now());
  const key = format.dayKey(at);
  const day = 86_400_000;
  const name =
    key === format.dayKey(now)
      ? w("day.today")
      : key === format.dayKey(now - day)
        ? w("day.yesterday")
        : format.day(at);
  return (
    <div className={styles["day"]}>
      <span>{name}</span>
    </div>
  );
}

/** The thread from top to bottom, held at its end; older messages come in above without a jump. */
export function ThreadLog(props: {
  readonly rows: readonly Row[];
  readonly older: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
  readonly sending: Sending;
  readonly onReply: (message: Message) => void;
  readonly onRetry: (message: Message) => void;
  readonly onOpenOrder: (order: string) => void;
}): ReactNode {
  const w = useWords();
  const { sending, older } = props;
  const jump = useCallback((id: string) => {
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: "center", behavior: "smooth" });
    target?.animate([{ background: "var(--waiting-soft)" }, { background: "transparent" }], 1200);
  }, []);
  const show = (row: Row): ReactNode => {
    switch (row.row) {
      case "day":
        return <DayRail key={row.key} at={row.at} />;
      case "unread":
        return (
          <div key={row.key} className={styles["unread"]}>
            <span>{w("thread.unread", { count: row.count })}</span>
          </div>
        );
      case "event":
        return <EventLine key={row.key} event={row.event} onOpenOrder={props.onOpenOrder} />;
      case "message":
        return <Bubble key={row.key} row={row} onReply={props.onReply} onRetry={props.onRetry} onJump={jump} />;
      case "pending":
        return (
          <PendingBubble
            key={row.key}
            pending={row.pending}
            onRetry={() => sending.retry(row.pending)}
            onDrop={() => sending.drop(row.key)}
          />
        );
    }
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
    <div className={styles["scroller"]} role="log" aria-label={w("thread.log")} tabIndex={0}>
      <div className={styles["rows"]}>
        {older.has && (
          <Button
            className={styles["older"]}
            variant="default"
            size="compact-sm"
            loading={older.loading}
            onClick={older.load}
          >
            {w("thread.older")}
          </Button>
        )}
        {props.rows.map(show)}
      </div>
    </div>
  );
}
