import { type ReactNode, useEffect, useState } from "react";
import type { ThreadSummary } from "#api/thread";
import { Icon } from "../../ui/icons.tsx";
import { Pill } from "../../ui/pill.tsx";
import { useWords } from "../../words.tsx";

const minute = 60_000;

/** Hours and minutes left, "23:58"; undefined once it is over. */
export function leftUntil(
  closesAt: string,
  now: number,
): { readonly text: string; readonly soon: boolean } | undefined {
  const left = Date.parse(closesAt) - now;
  if (left <= 0) return undefined;
  const minutes = Math.ceil(left / minute);
  const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  return { text, soon: minutes <= 120 };
}

/** How long free text may still be written to the customer. */
export function WindowClock({ window: { state, closesAt } }: Pick<ThreadSummary, "window">): ReactNode {
  const w = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 2);
    return () => clearInterval(timer);
  }, []);
  if (state === "open" && closesAt === null) return null;
  const left = closesAt === null || state !== "open" ? undefined : leftUntil(closesAt, now);
  return (
    <span title={w("window.help")}>
      <Pill tone={left ? (left.soon ? "waiting" : "quiet") : "alarm"}>
        <Icon name="clock" size={13} />
        {left ? w("window.open", { left: left.text }) : w("window.closed")}
      </Pill>
    </span>
  );
}
