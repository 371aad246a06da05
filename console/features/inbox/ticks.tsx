import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import type { Message } from "#api/message";
import { Icon } from "../../ui/icons.tsx";
import { useWords } from "../../words.tsx";
import styles from "./bubble.module.css";

const Strokes = ({ twice }: { readonly twice: boolean }): ReactNode => (
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
    {twice && <path d="M7.500 9.500l.7.500L15 2.500" />}
  </svg>
);

/** How far a message of ours came: a clock, one tick, two ticks, two coloured ticks, or a warning. */
export function Ticks({ status }: { readonly status: Message["status"] }): ReactNode {
  const w = useWords();
  if (status === "none") return null;
  const mark = () => {
    if (status === "failed" || status === "doubt") return <Icon name="alert" size={14} />;
    if (status === "queued" || status === "sending") return <Icon name="clock" size={14} />;
    return <Strokes twice={status !== "sent"} />;
  };
  return (
    <span className={styles["ticks"]} data-status={status} title={w(`status.${status}`)}>
      {mark()}
      <VisuallyHidden>{w(`status.${status}`)}</VisuallyHidden>
    </span>
  );
}
