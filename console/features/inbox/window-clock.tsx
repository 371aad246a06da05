import { type ReactNode, useEffect, useState } from "react";
import type { ThreadSummary } from "#api/thread";
import { Pill } from "../../ui/pill.tsx";
import { useWords } from "../../words.tsx";

const minute = 60_000;
/** The window of a channel is never longer than a day; two clocks that differ must not promise more, minutes. */
const longest = 24 * 60;

/** Hours and minutes left, "23 h 47 min", a day at most; undefined once it is over. */
export function leftUntil(
  closesAt: string,
  now: number,
): { readonly text: string; readonly soon: boolean } | undefined {
  const left = Date.parse(closesAt) - now;
  if (left <= 0) return undefined;
  const minutes = Math.min(longest, Math.ceil(left / minute));
  // The signs of the units are the same in every language (ISO 80000-3).
  const parts = [
    [Math.floor(minutes / 60), "h"],
    [minutes % 60, "min"],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count > 0 ? `${count}\u00a0${unit}` : [])).join("\u00a0");
  return { text, soon: minutes <= 120 };
}

/** How long free text may still be written to the customer, in words; undefined where there is no end to it. */
export function useWindowWords({
  window: { state, closesAt },
}: Pick<ThreadSummary, "window">): { readonly text: string; readonly tone: "quiet" | "waiting" | "alarm" } | undefined {
  const w = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 2);
    return () => clearInterval(timer);
  }, []);
  if (state === "open" && closesAt === null) return undefined;
  const left = closesAt === null || state !== "open" ? undefined : leftUntil(closesAt, now);
  if (!left) return { text: w("window.closed"), tone: "alarm" };
  return { text: w("window.open", { left: left.text }), tone: left.soon ? "waiting" : "quiet" };
}

/** How long free text may still be written to the customer. */
export function WindowClock(props: Pick<ThreadSummary, "window">): ReactNode {
  const w = useWords();
  const words = useWindowWords(props);
  if (!words) return null;
  return (
    <span title={w("window.help")}>
      <Pill tone={words.tone}>{words.text}</Pill>
    </span>
  );
}
