import { ActionIcon, Button, FileButton, Text, Textarea, Tooltip } from "@mantine/core";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Message } from "#api/message";
import type { ThreadSummary } from "#api/thread";
import { call } from "../../api.ts";
import { remember, remembered } from "../../memory.ts";
import { useShop } from "../../shop.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useOffer } from "../../verbs.ts";
import { useWords } from "../../words.tsx";
import styles from "./thread-pane.module.css";

/** How often colleagues and the customer are told that someone writes, ms. */
const typingPause = 4000;
/** WhatsApp's longest text; a longer one leaves in several parts. */
const longest = 4096;

/** Tells others that the operator is writing, at most once per pause. */
function useTypingSign(shop: string, thread: string): () => void {
  const told = useRef(0);
  return () => {
    const now = Date.now();
    if (now - told.current < typingPause) return;
    told.current = now;
    call("typing", { params: { shop, thread } }).catch(() => undefined);
  };
}

/** The key that puts the cursor where one answers. */
function useReplyKey(box: RefObject<HTMLTextAreaElement | null>): void {
  const w = useWords();
  const verbs = useMemo(
    () => [
      {
        id: "reply",
        icon: "reply" as const,
        keys: "r",
        label: w("keys.reply"),
        keysOnly: true,
        run: () => box.current?.focus(),
      },
    ],
    [w, box],
  );
  useOffer(verbs);
}

/** The draft of a thread, kept in this browser until it is sent. */
function useDraft(thread: string) {
  const name = `draft.${thread}`;
  const [text, setText] = useState(() => remembered(name) ?? "");
  const keep = (next: string) => {
    setText(next);
    remember(name, next === "" ? undefined : next);
  };
  return [text, keep] as const;
}

function Closed({ state }: { readonly state: "template-only" | "closed" }): ReactNode {
  const w = useWords();
  return (
    <div className={styles["closed"]} role="note">
      <Icon name="clock" />
      <Text size="sm">{w(`composer.${state}`)}</Text>
    </div>
  );
}

function Replying({ to, onDone }: { readonly to: Message; readonly onDone: () => void }): ReactNode {
  const w = useWords();
  const text = to.content.kind === "text" ? to.content.body : w("composer.a-message");
  return (
    <div className={styles["replying"]}>
      <Icon name="reply" size={16} />
      <span>{w("composer.replying", { text })}</span>
      <ActionIcon size={26} aria-label={w("act.cancel")} onClick={onDone}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  );
}

/** Says so where a text is too long for one message. */
function Parts({ text }: { readonly text: string }): ReactNode {
  const w = useWords();
  const count = Math.ceil([...text].length / longest);
  return count > 1 ? <small>{w("composer.parts", { count })}</small> : null;
}

type Files = { readonly onFiles: (files: readonly File[]) => void; readonly uploading: boolean };
function Attach({ onFiles, uploading }: Files): ReactNode {
  const w = useWords();
  return (
    <FileButton multiple onChange={onFiles}>
      {(open) => (
        <Tooltip label={w("composer.attach")}>
          <ActionIcon size={40} aria-label={w("composer.attach")} loading={uploading} {...open}>
            <Icon name="clip" />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}

/** Where an operator writes: text, files by drop, paste or choice, an answer to one message. */
export function Composer(props: {
  readonly thread: ThreadSummary;
  readonly replyTo: Message | undefined;
  readonly onReplyDone: () => void;
  readonly onSend: (text: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly uploading: boolean;
}): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const { thread, replyTo } = props;
  const [text, setText] = useDraft(thread.id);
  const sign = useTypingSign(slug, thread.id);
  const box = useRef<HTMLTextAreaElement>(null);
  useReplyKey(box);
  useEffect(() => {
    if (replyTo) box.current?.focus();
  }, [replyTo]);
  const send = () => {
    if (text.trim() === "") return;
    props.onSend(text);
    setText("");
    box.current?.focus();
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape") {
      if (replyTo) props.onReplyDone();
      // Out of the field, the keys of the inbox act again.
      else box.current?.blur();
    }
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    props.onFiles(files);
  };
  if (thread.window.state !== "open") return <Closed state={thread.window.state} />;
  return (
    <div className={styles["composer"]}>
      {replyTo && <Replying to={replyTo} onDone={props.onReplyDone} />}
      <div className={styles["write"]}>
        <Attach onFiles={props.onFiles} uploading={props.uploading} />
        <Textarea
          ref={box}
          className={styles["box"]}
          aria-label={w("composer.label")}
          placeholder={w(thread.owner === "bot" ? "composer.placeholder-bot" : "composer.placeholder")}
          autosize
          minRows={1}
          maxRows={8}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            sign();
          }}
          onKeyDown={keys}
          onPaste={paste}
        />
        <Button onClick={send} disabled={text.trim() === ""} rightSection={<Icon name="send" size={16} />} h={40}>
          {w("act.send")}
        </Button>
      </div>
      <Parts text={text} />
    </div>
  );
}
