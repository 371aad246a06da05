import { ActionIcon, Anchor, Group, Text, Tooltip } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Notice } from "#api/notice";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { More } from "../../ui/more.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import styles from "./notices.module.css";

/** Where a notice leads; the page decides how. */
export type NoticeLinks = { readonly onThread: (thread: string) => void; readonly onOrder: (order: string) => void };

function Line({ notice, links }: { readonly notice: Notice; readonly links: NoticeLinks }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const client = useQueryClient();
  const { slug } = useShop();
  const change = useMutation({
    mutationFn: (state: Notice["state"]) =>
      call("changeNotice", { params: { shop: slug, notice: notice.id }, body: { state } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [slug, "notices"] });
      void client.invalidateQueries({ queryKey: [slug, "summary"] });
    },
    onError: (error) => toasts.failed(error),
  });
  return (
    <li className={styles["line"]} data-severity={notice.severity}>
      <Icon name={notice.severity === "note" ? "bell" : "alert"} />
      <div className={styles["text"]}>
        <Text size="sm">{notice.text}</Text>
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {format.moment(notice.createdAt)}
          </Text>
          {notice.threadId !== null && (
            <Anchor component="button" type="button" size="xs" onClick={() => links.onThread(notice.threadId ?? "")}>
              {w("notice.thread")}
            </Anchor>
          )}
          {notice.orderId !== null && (
            <Anchor component="button" type="button" size="xs" onClick={() => links.onOrder(notice.orderId ?? "")}>
              {w("order.one")}
            </Anchor>
          )}
        </Group>
      </div>
      {notice.state === "open" && (
        <Tooltip label={w("notice.done")}>
          <ActionIcon
            aria-label={w("notice.done")}
            loading={change.isPending}
            onClick={() =>
              change.mutate("done", {
                onSuccess: () => toasts.undoable(w("notice.ticked"), () => change.mutate("open")),
              })
            }
          >
            <Icon name="check" />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

/** News for the merchant: some to know, some to act on. */
export function NoticeList({
  state,
  links,
}: {
  readonly state: "open" | "done";
  readonly links: NoticeLinks;
}): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const notices = useInfiniteQuery({
    queryKey: [slug, "notices", state],
    queryFn: ({ pageParam, signal }) =>
      call("notices", { params: { shop: slug }, query: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return (
    <Sheet flush>
      <Ready of={notices}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0) return <Empty icon="bell" title={w("notices.empty")} text={w("notices.empty.text")} />;
          return (
            <ul className={styles["list"]}>
              {all.map((notice) => (
                <Line key={notice.id} notice={notice} links={links} />
              ))}
            </ul>
          );
        }}
      </Ready>
      <More of={notices} m="sm" />
    </Sheet>
  );
}
