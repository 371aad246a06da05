import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words.tsx";
import styles from "./welcome.module.css";

const names = ["customer", "till", "merchant"] as const;
type Name = (typeof names)[number];

/** Three panes side by side; on a phone, tabs. A pane that is not in front stays alive. */
export function Panes(props: Readonly<Record<Name, ReactNode>>): ReactNode {
  const w = useWords();
  const [front, setFront] = useState<Name>("customer");
  return (
    <>
      <SegmentedControl
        className={styles["tabs"]}
        fullWidth
        aria-label={w("welcome.panes")}
        value={front}
        onChange={(value) => setFront(names.find((name) => name === value) ?? "till")}
        data={names.map((value) => ({ value, label: w(`welcome.${value}`) }))}
      />
      <div className={styles["panes"]} data-front={front}>
        {names.map((name) => (
          <section key={name} className={styles["pane"]} data-pane={name} aria-label={w(`welcome.${name}`)}>
            <h2>{w(`welcome.${name}`)}</h2>
            <div className={styles["inside"]}>{props[name]}</div>
          </section>
        ))}
      </div>
    </>
  );
}

/** The customers' phone, which lives in the demo world. */
export function CustomerPhone({ url, shop }: { readonly url: string; readonly shop: string }): ReactNode {
  const w = useWords();
  const address = new URL(url, window.location.href);
  address.searchParams.set("embed", "");
  address.searchParams.set("shop", shop);
  return (
    <iframe className={styles["frame"]} src={address.href} title={w("welcome.customer")} allow="microphone; camera" />
  );
}
