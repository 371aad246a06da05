import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { type ReactNode, memo } from "react";
import type { Message } from "#api/message";
import { useFormat } from "../../format.ts";
import { Icon } from "../../ui/icons.tsx";
import { useStaffName } from "../../ui/staff-name.ts";
import { useWords } from "../../words.tsx";
import styles from "./bubble.module.css";
import { MessageBody } from "./message-body.tsx";
import { Ticks } from "./ticks.tsx";
import type { Pending, Row } from "./timeline.ts";

function Author({ message }: { readonly message: Message }): ReactNode {
  const w = useWords();
  const staffName = useStaffName();
  if (message.author === "customer") return null;
  const colleague = message.author === "operator" && !message.authorMe ? message.authorName : null;
  const name = colleague === null ? w(`author.${message.author}`) : staffName(colleague);
  return (
    <span className={styles["author"]}>
      {message.author === "bot" && <Icon name="bot" size={14} />}
      {message.author === "till" && <Icon name="till" size={14} />}
      {message.author === "phone-app" && <Icon name="phone" size={14} />}
      {name}
    </span>
  );
}

function Trouble({ message, onRetry }: { readonly message: Message; readonly onRetry: () => void }): ReactNode {
  const w = useWords();
  if (message.status === "failed")
    return (
      <div className={styles["trouble"]}>
        <span>{w("message.failed", { reason: message.error?.details ?? message.error?.title ?? "" })}</span>
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          {w("act.retry")}
        </Button>
      </div>
    );
  if (message.maybeTwice) return <div className={styles["trouble"]}>{w("message.maybe-twice")}</div>;
  return null;
}

/** One message of the thread, with its ticks, reactions and troubles. */
export const Bubble = memo(function Bubble(props: {
  readonly row: Extract<Row, { readonly row: "message" }>;
  readonly onReply: (message: Message) => void;
  readonly onRetry: (message: Message) => void;
  readonly onJump: (message: string) => void;
}): ReactNode {
  const { message, reactions, edited, deleted, tight } = props.row;
  const w = useWords();
  const format = useFormat();
  return (
    <div
      className={styles["line"]}
      data-out={message.direction === "out" ? "" : undefined}
      data-tight={tight ? "" : undefined}
      data-reacted={reactions.length > 0 ? "" : undefined}
      id={message.id}
    >
      <div className={styles["bubble"]} data-author={message.author}>
        {!tight && <Author message={message} />}
        {message.replyTo && (
          <button type="button" className={styles["quote"]} onClick={() => props.onJump(message.replyTo?.id ?? "")}>
            {message.replyTo.preview}
          </button>
        )}
        <div className={styles["content"]} data-deleted={deleted ? "" : undefined}>
          <MessageBody content={message.content} edited={edited} />
          {deleted && <small>{w("message.deleted")}</small>}
        </div>
        <span className={styles["meta"]}>
          {edited !== undefined && <span>{w("message.edited")}</span>}
          <time dateTime={message.at}>{format.clock(message.at)}</time>
          {message.direction === "out" && <Ticks status={message.status} />}
        </span>
        {reactions.length > 0 && <span className={styles["reactions"]}>{reactions.join("")}</span>}
      </div>
      <Tooltip label={w("act.reply")}>
        <ActionIcon
          className={styles["reply"]}
          aria-label={w("act.reply")}
          size={28}
          onClick={() => props.onReply(message)}
        >
          <Icon name="reply" size={16} />
        </ActionIcon>
      </Tooltip>
      <Trouble message={message} onRetry={() => props.onRetry(message)} />
    </div>
  );
});

/** A message on its way, or one the server refused. */
export function PendingBubble(props: {
  readonly pending: Pending;
  readonly onRetry: () => void;
  readonly onDrop: () => void;
}): ReactNode {
  const w = useWords();
  const { draft, problem, name } = props.pending;
  return (
    <div className={styles["line"]} data-out="">
      <div className={styles["bubble"]} data-author="operator" data-pending="">
        <div className={styles["content"]}>
          {draft.kind === "text" ? (
            <MessageBody content={{ kind: "text", body: draft.body }} />
          ) : (
            <span className={styles["chip"]}>
              <Icon name="file" />
              <span>
                {name ?? w("media.document")}
                {draft.caption && <small>{draft.caption}</small>}
              </span>
            </span>
          )}
        </div>
        <span className={styles["meta"]}>
          <Ticks status={problem === undefined ? "queued" : "failed"} />
        </span>
      </div>
      {problem !== undefined && (
        <div className={styles["trouble"]} role="alert">
          <span>{w("message.refused", { reason: problem })}</span>
          <Button size="compact-xs" variant="default" onClick={props.onRetry}>
            {w("act.retry")}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={props.onDrop}>
            {w("act.discard")}
          </Button>
        </div>
      )}
    </div>
  );
}
