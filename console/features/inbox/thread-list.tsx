import { Button, Loader, TextInput } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { ThreadCounts, ThreadSummary, ThreadView } from "#api/thread";
import { Chips } from "../../ui/chips.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useShop } from "../../shop.tsx";
import { useWords } from "../../words.tsx";
import { useThreads } from "./questions.ts";
import { useRowKeys } from "./row-keys.ts";
import { steadyOrder } from "./steady-order.ts";
import styles from "./thread-list.module.css";
import { ThreadRow } from "./thread-row.tsx";

const rowHeight = 84;

/** Keeps the list's order while the pointer is over it or it is scrolled; what is new waits and is counted. */
function useSteady(threads: readonly ThreadSummary[], scroller: RefObject<HTMLUListElement | null>) {
  const inside = useRef(false);
  const [held, setHeld] = useState<readonly string[]>();
  const fresh = useMemo(() => threads.map(({ id }) => id), [threads]);
  const hold = () => setHeld((before) => before ?? fresh);
  const letGo = () => {
    if (!inside.current && (scroller.current?.scrollTop ?? 0) <= rowHeight) setHeld(undefined);
  };
  const point = (over: boolean) => {
    inside.current = over;
    if (over) hold();
    else letGo();
  };
  const release = () => {
    scroller.current?.scrollTo({ top: 0 });
    setHeld(fresh);
  };
  return { steady: steadyOrder(held ?? [], fresh, held !== undefined), hold, letGo, point, release };
}

function Rows(props: {
  readonly threads: readonly ThreadSummary[];
  readonly open: string | undefined;
  readonly onOpen: (thread: string) => void;
  readonly onEnd: () => void;
  readonly loadingMore: boolean;
}): ReactNode {
  const w = useWords();
  const scroller = useRef<HTMLUListElement>(null);
  const { steady, hold, letGo, point, release } = useSteady(props.threads, scroller);
  const byId = useMemo(() => new Map(props.threads.map((thread) => [thread.id, thread])), [props.threads]);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises here; the list renders on every scroll
  const rows = useVirtualizer({
    count: steady.ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (n) => steady.ids[n] ?? n,
    overscan: 6,
  });
  const { scrollToIndex } = rows;
  useRowKeys(scroller, { ids: steady.ids, open: props.open, show: scrollToIndex });
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  const { onEnd } = props;
  useEffect(() => {
    if (last >= steady.ids.length - 5) onEnd();
  }, [last, steady.ids.length, onEnd]);
  return (
    <div className={styles["body"]}>
      {steady.waiting > 0 && (
        <Button className={styles["fresh"]} size="compact-sm" radius="xl" onClick={release}>
          {w("inbox.fresh", { count: steady.waiting })}
        </Button>
      )}
      <ul
        ref={scroller}
        className={styles["scroller"]}
        aria-label={w("inbox.threads")}
        onPointerEnter={() => point(true)}
        onPointerLeave={() => point(false)}
        onScroll={(event) => (event.currentTarget.scrollTop > rowHeight ? hold() : letGo())}
      >
        <li aria-hidden="true" style={{ height: rows.getTotalSize() }} />
        {visible.map(({ key, index, start }) => {
          const thread = byId.get(steady.ids[index] ?? "");
          if (!thread) return null;
          return (
            <li key={key} className={styles["row"]} style={{ transform: `translateY(${start}px)`, height: rowHeight }}>
              <ThreadRow thread={thread} open={thread.id === props.open} onOpen={props.onOpen} />
            </li>
          );
        })}
      </ul>
      {props.loadingMore && <Loader className={styles["more"]} size="sm" />}
    </div>
  );
}

const views: readonly ThreadView[] = ["all", "unread", "mine-human", "awaiting-money", "bot"];

/** The threads of the shop: views, search, and a virtual list that never moves what is under the pointer. */
export function ThreadList(props: {
  readonly view: ThreadView;
  readonly search: string;
  readonly counts: ThreadCounts | undefined;
  readonly open: string | undefined;
  readonly onOpen: (thread: string) => void;
  readonly onFilter: (filter: { readonly view?: ThreadView; readonly search?: string }) => void;
}): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const [typed, setTyped] = useState(props.search);
  const { onFilter } = props;
  useEffect(() => {
    const timer = setTimeout(() => typed !== props.search && onFilter({ search: typed }), 250);
    return () => clearTimeout(timer);
  }, [typed, props.search, onFilter]);
  const threads = useThreads(slug, props.view, props.search);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = threads;
  return (
    <div className={styles["list"]}>
      <div className={styles["tools"]}>
        <TextInput
          type="search"
          aria-label={w("inbox.search")}
          placeholder={w("inbox.search")}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Chips
          label={w("inbox.views")}
          value={props.view}
          onChange={(view) => onFilter({ view })}
          chips={views.map((value) => ({
            value,
            label: w(`inbox.view.${value}`),
            ...(props.counts && value !== "all" ? { count: props.counts[value] } : {}),
          }))}
        />
      </div>
      <Ready of={threads} rows={7}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0)
            return (
              <Empty
                icon="inbox"
                title={w(props.search === "" && props.view === "all" ? "inbox.empty" : "inbox.none")}
                text={w(props.search === "" && props.view === "all" ? "inbox.empty.text" : "inbox.none.text")}
              />
            );
          return (
            <Rows
              key={`${props.view} ${props.search}`}
              threads={all}
              open={props.open}
              onOpen={props.onOpen}
              loadingMore={isFetchingNextPage}
              onEnd={() => void (hasNextPage && !isFetchingNextPage && fetchNextPage())}
            />
          );
        }}
      </Ready>
    </div>
  );
}
