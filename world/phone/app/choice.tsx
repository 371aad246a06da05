import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

/** A full-width button under a message. */
export function Choice(props: {
  readonly icon?: IconName;
  readonly label: string;
  readonly chosen?: boolean;
  readonly onTap: () => void;
  readonly opens?: boolean;
}): ReactNode {
  return (
    <button
      type="button"
      className={`choice ${props.chosen === true ? "chosen" : ""}`}
      aria-pressed={props.chosen === true ? true : undefined}
      aria-haspopup={props.opens === true ? "dialog" : undefined}
      onClick={props.onTap}
    >
      {props.icon !== undefined && <Icon name={props.icon} size={18} />}
      <span dir="auto">{props.label}</span>
    </button>
  );
}
