import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Money } from "#api/money";
import { useFormat } from "../format.ts";
import styles from "./shown-money.module.css";

/** An amount that glows for a moment when it changes, so that a total edited elsewhere is seen. */
export function LiveMoney({ amount }: { readonly amount: Money }): ReactNode {
  const format = useFormat();
  const before = useRef(amount.minor);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (before.current !== amount.minor) setChanges((count) => count + 1);
    before.current = amount.minor;
  }, [amount.minor]);
  return (
    <span key={changes} className={changes > 0 ? styles["changed"] : undefined}>
      {format.money(amount)}
    </span>
  );
}
