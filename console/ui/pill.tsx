import type { ReactNode } from "react";
import styles from "./pill.module.css";

/** What a colour means: green is settled money and nothing else. */
export type Tone = "quiet" | "accent" | "settled" | "waiting" | "alarm";

/** A state in a word or two. */
export const Pill = ({
  tone = "quiet",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactNode => (
  <span className={styles["pill"]} data-tone={tone} data-pill="">
    {children}
  </span>
);
