import { UnstyledButton } from "@mantine/core";
import { type ReactNode, memo } from "react";
import type { ThreadSummary } from "#api/thread";
import { useFormat } from "../../format.ts";
import { Face } from "../../ui/face.tsx";
import { Icon } from "../../ui/icons.tsx";
import { writePhone } from "../../ui/phone-text.ts";
import { Pill } from "../../ui/pill.tsx";
import { usePreviewWords } from "../../ui/preview-words.ts";
import { useColleagueWriting, useStaffName } from "../../ui/staff-name.ts";
import { useWords } from "../../words.tsx";
import styles from "./thread-list.module.css";

/** A person's name, or the next best thing the channel told of her. */
export function usePersonName(): (person: ThreadSummary["person"]) => string {
  const w = useWords();
  return (person) =>
    person.name ?? (person.phone === null ? null : writePhone(person.phone)) ?? person.email ?? w("person.unnamed");
}

function ThreadMoney({ money }: { readonly money: NonNullable<ThreadSummary["money"]> }): ReactNode {
  const format = useFormat();
  const w = useWords();
  const total = format.money(money.total);
  if (money.awaiting) return <Pill tone="waiting">{w("thread.awaiting", { total })}</Pill>;
  if (money.state === "cart") return money.total.minor > 0 ? <Pill>{w("thread.cart", { total })}</Pill> : null;
  if (money.state === "cancelled") return null;
  return (
    <Pill tone="settled">
      <Icon name="check" size={12} />
      {total}
    </Pill>
  );
}

/** One thread of the list: person and state of money first, then the last line. */
export const ThreadRow = memo(function ThreadRow(props: {
  readonly thread: ThreadSummary;
  readonly open: boolean;
  readonly onOpen: (thread: string) => void;
}): ReactNode {
  const { thread } = props;
  const w = useWords();
  const format = useFormat();
  const personName = usePersonName();
  const preview = usePreviewWords();
  const staffName = useStaffName();
  const writer = useColleagueWriting(thread.id);
  const name = personName(thread.person);
  return (
    <UnstyledButton
      className={styles["button"]}
      aria-current={props.open}
      data-unread={thread.unread > 0 ? "" : undefined}
      data-thread={thread.id}
      onClick={() => props.onOpen(thread.id)}
    >
      <Face name={name} id={thread.person.id} />
      <span>
        <span className={styles["first"]}>
          <span className={styles["name"]}>{name}</span>
          {thread.money && <ThreadMoney money={thread.money} />}
          <span className={styles["at"]}>{format.moment(thread.lastMessageAt)}</span>
        </span>
        <span className={styles["second"]}>
          <span className={styles["preview"]}>
            {writer !== undefined
              ? w("thread.writing", { name: writer })
              : (thread.owner === "human" && thread.ownerUser === null && thread.handoverReason) ||
                `${thread.previewFrom === "us" ? `${w("thread.us")} ` : ""}${preview(thread.preview)}`}
          </span>
          {thread.owner === "human" && (
            <Pill tone={thread.ownerUser ? "accent" : "alarm"}>
              {thread.ownerUser
                ? thread.ownerUser.me
                  ? w("thread.mine")
                  : staffName(thread.ownerUser.name)
                : w("thread.wants-person")}
            </Pill>
          )}
          {thread.unread > 0 && (
            <span className={styles["unread"]} title={w("thread.unread", { count: thread.unread })}>
              {thread.unread}
            </span>
          )}
        </span>
      </span>
    </UnstyledButton>
  );
});
