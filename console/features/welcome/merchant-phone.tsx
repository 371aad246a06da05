import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Ready } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";
import styles from "./welcome.module.css";

const marks: Readonly<Record<string, string>> = { "order-paid": "💶", "refund-done": "↩️", "hand-over": "✋" };

/** What the till says when it has no news: today so far, and what will come. */
function Greeting(): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { slug, name } = useShop();
  const { data } = useQuery({
    queryKey: [slug, "summary"],
    queryFn: ({ signal }) => call("summary", { params: { shop: slug }, signal }),
  });
  return (
    <div>
      <div className={styles["phoneBubble"]}>
        <p>👋 {w("welcome.merchant.hello", { shop: name })}</p>
        {data && (
          <ul className={styles["phoneFigures"]}>
            <li>{w("welcome.merchant.paid", { amount: format.money(data.paid.amount), count: data.paid.count })}</li>
            <li>{w("welcome.merchant.waiting", { amount: format.money(data.waiting.amount) })}</li>
            <li>{w("welcome.merchant.to-ship", { count: data.ordersToShip })}</li>
          </ul>
        )}
        <p>{w("welcome.merchant.quiet")}</p>
      </div>
    </div>
  );
}

/** The merchant's own phone: what the till writes to her, as a chat. */
export function MerchantPhone(): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { slug, name } = useShop();
  const notices = useQuery({
    queryKey: [slug, "notices", "phone"],
    queryFn: ({ signal }) => call("notices", { params: { shop: slug }, query: { state: "all", limit: 30 }, signal }),
  });
  return (
    <div className={styles["phone"]}>
      <div className={styles["phoneHead"]}>
        <span className={styles["phoneFace"]}>
          <Icon name="till" size={18} />
        </span>
        <div>
          <Text size="sm" fw={600}>
            Comptoir
          </Text>
          <Text size="xs">{name}</Text>
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1) */}
      <div className={styles["phoneLog"]} role="log" aria-label={w("welcome.merchant")} tabIndex={0}>
        <Ready of={notices} rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Greeting />
            ) : (
              <div>
                {items.toReversed().map((notice) => (
                  <div key={notice.id} className={styles["phoneBubble"]} data-severity={notice.severity}>
                    {marks[notice.about] ?? (notice.severity === "note" ? "🔔" : "⚠️")} {notice.text}
                    <time dateTime={notice.createdAt}>{format.moment(notice.createdAt)}</time>
                  </div>
                ))}
              </div>
            )
          }
        </Ready>
      </div>
    </div>
  );
}
