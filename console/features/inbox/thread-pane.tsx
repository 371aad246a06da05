import { Button, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "#api/message";
import type { Thread } from "#api/thread";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { Failed, Loading, Ready } from "../../ui/ready.tsx";
import { useColleagueWriting } from "../../ui/staff-name.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { Composer } from "./composer.tsx";
import { type Sending, useSending } from "./outgoing.ts";
import { useMessages, useThread, useThreadEvents } from "./questions.ts";
import { ThreadHeader } from "./thread-header.tsx";
import { ThreadLog } from "./thread-log.tsx";
import styles from "./thread-pane.module.css";
import { type Row, timeline } from "./timeline.ts";

/** Tells the server what the reader saw, while the page is in front of her. */
function useReadMark(thread: Thread, newest: number): void {
  const { slug } = useShop();
  const client = useQueryClient();
  const told = useRef(0);
  useEffect(() => {
    const tell = () => {
      if (document.visibilityState !== "visible" || newest <= Math.max(told.current, thread.readSeq)) return;
      told.current = newest;
      call("markRead", { params: { shop: slug, thread: thread.id }, body: { seq: newest } })
        .then(() => client.invalidateQueries({ queryKey: [slug, "threads"] }))
        .catch(() => undefined);
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [client, newest, slug, thread.id, thread.readSeq]);
}

/** Uploads files one by one and sends each. */
function useFiles(sending: Sending, replyTo: Message | undefined) {
  const { slug } = useShop();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const bytes of files) {
        const file = await call("uploadFile", { params: { shop: slug }, query: { name: bytes.name || "file" }, bytes });
        const answered = replyTo ? { replyTo: replyTo.id } : {};
        sending.send({ kind: "file", clientId: crypto.randomUUID(), fileId: file.id, ...answered }, file.name);
      }
    },
    onError: (error) => toasts.failed(error),
  });
}

function useRows(thread: Thread, messages: readonly Message[], sending: Sending): readonly Row[] {
  const { slug } = useShop();
  const format = useFormat();
  const events = useThreadEvents(slug, thread.id);
  // The line stays where it was when the thread was opened; otherwise reading would wipe it away at once.
  const [readSeq] = useState(thread.readSeq);
  return useMemo(
    () =>
      timeline({
        messages,
        events: events.data ?? [],
        pending: sending.pending,
        readSeq,
        dayOf: (at) => format.dayKey(at),
      }),
    [messages, events.data, sending.pending, readSeq, format],
  );
}

function Conversation(props: {
  readonly thread: Thread;
  readonly messages: readonly Message[];
  readonly older: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
  readonly onOpenOrder: (order: string) => void;
}): ReactNode {
  const { thread, messages } = props;
  const w = useWords();
  const toasts = useToasts();
  const { slug } = useShop();
  const sending = useSending(slug, thread.id);
  const [replyTo, setReplyTo] = useState<Message>();
  const files = useFiles(sending, replyTo);
  const rows = useRows(thread, messages, sending);
  const writer = useColleagueWriting(thread.id);
  useReadMark(thread, messages.at(-1)?.seq ?? 0);
  const retry = useMutation({
    mutationFn: (message: Message) =>
      call("retryMessage", { params: { shop: slug, thread: thread.id, message: message.id } }),
    onError: (error) => toasts.failed(error),
  });
  const send = (body: string) => {
    sending.send({ kind: "text", clientId: crypto.randomUUID(), body, ...(replyTo ? { replyTo: replyTo.id } : {}) });
    setReplyTo(undefined);
  };
  return (
    <>
      <ThreadLog
        rows={rows}
        older={props.older}
        sending={sending}
        onReply={setReplyTo}
        onRetry={retry.mutate}
        onOpenOrder={props.onOpenOrder}
      />
      <div className={styles["writing"]} aria-live="polite">
        {writer !== undefined && w("thread.writing", { name: writer })}
      </div>
      <Composer
        thread={thread}
        replyTo={replyTo}
        onReplyDone={() => setReplyTo(undefined)}
        onSend={send}
        onFiles={(list) => {
          if (list.length === 0) return;
          files.mutate(list);
          setReplyTo(undefined);
        }}
        uploading={files.isPending}
      />
      <Dropzone.FullScreen
        withinPortal={false}
        active={thread.window.state === "open"}
        onDrop={(list) => files.mutate(list)}
        onReject={() => toasts.failed(undefined, w("composer.rejected"))}
        maxSize={100 * 1024 * 1024}
      >
        <Text ta="center" py={120} fz="xl" fw={650}>
          {w("composer.drop")}
        </Text>
      </Dropzone.FullScreen>
    </>
  );
}

/** One conversation: who, what was said and done, and where to answer. */
export function ThreadPane(props: {
  readonly threadId: string;
  readonly onBack?: () => void;
  readonly onAside?: () => void;
  readonly onOpenOrder: (order: string) => void;
}): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const thread = useThread(slug, props.threadId);
  const messages = useMessages(slug, props.threadId);
  const list = useMemo(() => (messages.data?.pages ?? []).toReversed().flatMap(({ items }) => items), [messages.data]);
  return (
    <section className={styles["pane"]} aria-label={w("thread.label")}>
      <Ready of={thread} rows={6}>
        {(found) => (
          <>
            <ThreadHeader thread={found} onBack={props.onBack} onAside={props.onAside} />
            {found.owner === "human" && found.handoverReason && (
              <div className={styles["reason"]}>{w("thread.handed-over", { reason: found.handoverReason })}</div>
            )}
            {messages.data ? (
              <Conversation
                key={found.id}
                thread={found}
                messages={list}
                older={{
                  has: messages.hasNextPage,
                  loading: messages.isFetchingNextPage,
                  load: () => void messages.fetchNextPage(),
                }}
                onOpenOrder={props.onOpenOrder}
              />
            ) : messages.error ? (
              <Failed error={messages.error} retry={() => void messages.refetch()} />
            ) : (
              <Loading rows={6} />
            )}
          </>
        )}
      </Ready>
      {thread.isRefetchError && (
        <Button className={styles["stale"]} size="compact-sm" variant="default" onClick={() => void thread.refetch()}>
          {w("state.stale")}
        </Button>
      )}
    </section>
  );
}
