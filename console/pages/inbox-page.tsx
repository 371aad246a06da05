import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { Order } from "#api/order";
import { threadView } from "#api/thread";
import { call } from "../api.ts";
import { OrderCard } from "../features/cart/order-card.tsx";
import { useOwner, useThread } from "../features/inbox/questions.ts";
import { ThreadList } from "../features/inbox/thread-list.tsx";
import { ThreadPane } from "../features/inbox/thread-pane.tsx";
import { RefundDialog } from "../features/refund/refund-dialog.tsx";
import { useFormat } from "../format.ts";
import { useShop } from "../shop.tsx";
import { Fact } from "../ui/frame.tsx";
import { writePhone } from "../ui/phone-text.ts";
import { Panel } from "../ui/panel.tsx";
import { Empty, Ready, WayBack } from "../ui/ready.tsx";
import { useOffer } from "../verbs.ts";
import { useWords } from "../words.tsx";
import styles from "./inbox-page.module.css";
import { useWhere } from "./where.ts";

/** The order and the person beside a thread. */
function Aside({ thread, onOrder }: { readonly thread: string; readonly onOrder: (order: string) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { slug } = useShop();
  return (
    <Ready of={useThread(slug, thread)} rows={4}>
      {(found) => (
        <div className={styles["beside"]}>
          <OrderCard thread={thread} order={found.order} onOpen={onOrder} />
          <div className={styles["person"]}>
            <Fact label={w("person.bought")}>
              {w("person.orders", { count: found.customer.orders })} · {format.money(found.customer.spent)}
            </Fact>
            {found.person.phone && <Fact label={w("person.phone")}>{writePhone(found.person.phone)}</Fact>}
            {found.person.email && <Fact label={w("sign-in.email")}>{found.person.email}</Fact>}
            <Fact label={w("person.marketing")}>{w(`marketing.${found.customer.marketing}`)}</Fact>
          </div>
        </div>
      )}
    </Ready>
  );
}

/** The same at a desk; where there is no such thread its own pane says so, and nobody else. */
function Beside(props: { readonly thread: string; readonly onOrder: (order: string) => void }): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const { data, error } = useThread(slug, props.thread);
  if (!data && error) return null;
  return (
    <aside className={styles["aside"]} aria-label={w("thread.order")}>
      <Aside {...props} />
    </aside>
  );
}

/** What the palette and the keyboard can do with the open thread. */
function Verbs({
  thread,
  onRefund,
}: {
  readonly thread: string;
  readonly onRefund: (order: Order) => void;
}): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const where = useWhere();
  const { data } = useThread(slug, thread);
  const { mutate } = useOwner(slug, thread);
  const verbs = useMemo(() => {
    if (!data) return [];
    const mine = data.owner === "human";
    const { order } = data;
    const list = [
      {
        id: "pass",
        icon: mine ? ("bot" as const) : ("hand" as const),
        keys: "t",
        label: w(mine ? "owner.give-back" : "owner.take-over"),
        words: w("palette.words.pass"),
        run: () => mutate(mine ? "bot" : "human"),
      },
    ];
    const more = order
      ? [
          {
            id: "open-order",
            icon: "orders" as const,
            keys: "d",
            label: w("order.open"),
            words: w("palette.words.orders"),
            run: () => where.order(order.id),
          },
        ]
      : [];
    const back =
      order && order.refundable.minor > 0
        ? [
            {
              id: "refund",
              icon: "refund" as const,
              keys: "m",
              label: w("refund.title"),
              words: w("palette.words.refund"),
              run: () => onRefund(order),
            },
          ]
        : [];
    return [...list, ...more, ...back];
  }, [data, mutate, onRefund, w, where]);
  useOffer(verbs);
  return null;
}

function Refund({ order, onClose }: { readonly order: Order; readonly onClose: () => void }): ReactNode {
  const w = useWords();
  const name = order.person.name ?? w("person.unnamed");
  const rail = order.payments[0]?.rail ?? "";
  return <RefundDialog what={{ of: "order", id: order.id, name, rail, left: order.refundable }} onClose={onClose} />;
}

/** The shared inbox: threads, the open one, and its order. On a phone one after the other, at the same addresses. */
export function InboxPage(): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const where = useWhere();
  const { thread } = where.params;
  const narrow = useMediaQuery("(max-width: 75em)") ?? false;
  const phone = useMediaQuery("(max-width: 48em)") ?? false;
  const [aside, setAside] = useState(false);
  const [refund, setRefund] = useState<Order>();
  const summary = useQuery({
    queryKey: [slug, "summary"],
    queryFn: ({ signal }) => call("summary", { params: { shop: slug }, signal }),
  });
  const view = threadView.catch("all").parse(where.search.view ?? "all");
  const { filter } = where;
  const onFilter = useCallback(
    (change: { readonly view?: string; readonly search?: string }) =>
      filter({
        ...(change.view === undefined ? {} : { view: change.view }),
        ...(change.search === undefined ? {} : { q: change.search }),
      }),
    [filter],
  );
  const back = () => where.go(`/s/${slug}/inbox`, where.search);
  const open = (id: string) => where.go(`/s/${slug}/inbox/${id}`, where.search);
  return (
    <div className={styles["inbox"]} data-open={thread === undefined ? undefined : ""}>
      <h1 className={styles["title"]}>{w("place.inbox")}</h1>
      <div className={styles["list"]}>
        <ThreadList
          view={view}
          search={where.search.q ?? ""}
          counts={summary.data?.threads}
          open={thread}
          onOpen={open}
          onFilter={onFilter}
        />
      </div>
      <div className={styles["thread"]}>
        {thread === undefined ? (
          <div className={styles["nothing"]}>
            <Empty icon="inbox" title={w("inbox.choose")} text={w("inbox.choose.text")} />
          </div>
        ) : (
          <>
            <Verbs thread={thread} onRefund={setRefund} />
            <WayBack value={back}>
              <ThreadPane
                threadId={thread}
                {...(phone ? { onBack: back } : {})}
                {...(narrow ? { onAside: () => setAside(true) } : {})}
                onOpenOrder={where.order}
              />
            </WayBack>
          </>
        )}
      </div>
      {thread !== undefined && !narrow && <Beside thread={thread} onOrder={where.order} />}
      {thread !== undefined && narrow && (
        <Panel title={w("thread.order")} open={aside} onClose={() => setAside(false)}>
          <Aside thread={thread} onOrder={where.order} />
        </Panel>
      )}
      {refund && <Refund order={refund} onClose={() => setRefund(undefined)} />}
    </div>
  );
}
