import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./frame.module.css";

/** A screen: its first line answers one question; tools stand beside it. */
export const Frame = (props: {
  readonly title: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}): ReactNode => (
  <div className={styles["frame"]} data-wide={props.wide ? "" : undefined}>
    <header className={styles["head"]}>
      <Title order={1}>{props.title}</Title>
      <div className={styles["tools"]}>{props.tools}</div>
    </header>
    {props.children}
  </div>
);

/** A sheet of paper that holds a part of a screen. */
export const Sheet = ({ children, flush }: { readonly children: ReactNode; readonly flush?: boolean }): ReactNode => (
  <section className={styles["sheet"]} data-flush={flush ? "" : undefined} data-sheet="">
    {children}
  </section>
);

/** A label over a value. */
export const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode => (
  <div className={styles["fact"]}>
    <span>{label}</span>
    <div>{children}</div>
  </div>
);
