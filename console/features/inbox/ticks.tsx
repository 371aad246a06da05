import type { ReactNode } from "react";
import type { Message } from "#api/message";
import { Icon } from "../../ui/icons.tsx";
import { useWords } from "../../words.tsx";
import styles from "./bubble.module.css";

/** How far a message of ours came: a clock, one tick, two ticks, two coloured ticks, or a warning. */
export function Ticks({ status }: { readonly status: Message["status"] }): ReactNode {
  const w = useWords();
  if (status === "none") return null;
  const seen = status === "read" || status === "played";
  return (
    <span
      className={styles["ticks"]}
      data-status={status}
      role="img"
      aria-label={w(`status.${status}`)}
      title={w(`status.${status}`)}
    >
      {status === "failed" || status === "doubt" ? (
        <Icon name="alert" size={14} />
      ) : status === "queued" || status === "sending" ? (
        <Icon name="clock" size={14} />
      ) : (
        <svg
          width={18}
          height={12}
          viewBox="0 0 18 12"
          fill="none"
          stroke="currentColor"
          strokeWidth={1.8}
          aria-hidden="true"
        >
          <path d="M1 6.500l3.500 3.500L11 2.500" />
          {(seen || status === "delivered") && <path d="M7.500 9.500l.7.500L15 2.500" />}
        </svg>
      )}
    </span>
  );
}
