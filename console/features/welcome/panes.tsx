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

type Phone = {
  readonly url: string;
  readonly shop: string;
  readonly title: string;
  /** Whose phone it is; without it the customer of the reader's language. */
  readonly person?: string;
};

/** A phone that lives in the demo world. */
function PhoneFrame({ url, shop, title, person }: Phone): ReactNode {
  const address = new URL(url, window.location.href);
  address.searchParams.set("embed", "");
  address.searchParams.set("shop", shop);
  if (person !== undefined) address.searchParams.set("customer", person);
  return <iframe className={styles["frame"]} src={address.href} title={title} allow="microphone; camera" />;
}

/** The customers' phone. */
export function CustomerPhone({ url, shop }: { readonly url: string; readonly shop: string }): ReactNode {
  const w = useWords();
  return <PhoneFrame url={url} shop={shop} title={w("welcome.customer")} />;
}

/** The merchant's own phone, from which she sells by text; the demo world has one for each of its shops. */
export function SellersPhone({ url, shop }: { readonly url: string; readonly shop: string }): ReactNode {
  const w = useWords();
  return <PhoneFrame url={url} shop={shop} title={w("welcome.merchant")} person={`merchant-${shop}`} />;
}

/** What is told to the merchant above what she writes herself. */
export function MerchantPane({ news, phone }: { readonly news: ReactNode; readonly phone: ReactNode }): ReactNode {
  return (
    <div className={styles["merchant"]}>
      <div>{news}</div>
      <div>{phone}</div>
    </div>
  );
}
