import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./chips.module.css";

/** One of the views a list can show. */
export type Chip<Value extends string> = { readonly value: Value; readonly label: string; readonly count?: number };

/** The views of a list, one of them on; the choice stands in the address. */
export function Chips<Value extends string>(props: {
  readonly label: string;
  readonly chips: readonly Chip<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}): ReactNode {
  return (
    <fieldset className={styles["row"]} aria-label={props.label}>
      {props.chips.map(({ value, label, count }) => (
        <UnstyledButton
          key={value}
          className={styles["chip"]}
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {label}
          {count !== undefined && count > 0 && <span className={styles["count"]}>{count}</span>}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
