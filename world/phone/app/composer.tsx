import { type ReactNode, useEffect, useRef, useState } from "react";
import { base64Of, useFileSender } from "./attach-layers.tsx";
import { FirstHint } from "./first-hint.tsx";
import { Icon } from "./icons.tsx";
import { shortestVoiceMs } from "./media-content.tsx";
import { previewOf } from "./message-preview.ts";
import { useChat, usePhone } from "./phone-context.ts";
import { useTexts } from "./texts.ts";
import { type Recording, startRecording } from "./voice-recorder.ts";
import { wordsOf } from "./wire-content.ts";

type Props = {
  /** Called with words that are on their way, and again with `undefined` when they have arrived or failed. */
  readonly onSending: (text: string | undefined) => void;
};

/** What stands in the field; begins with the old words when a message is being changed. */
function useWords(): readonly [string, (words: string) => void] {
  const { draft } = usePhone();
  const [text, setText] = useState("");
  const [lastDraft, setLastDraft] = useState(draft);
  if (draft !== lastDraft) {
    setLastDraft(draft);
    if (draft.kind === "edit") setText(wordsOf(draft.message));
  }
  return [text, setText];
}

/** Where the customer writes: words, files, voice. */
export function Composer({ onSending }: Props): ReactNode {
  const { draft, setDraft, act } = usePhone();
  const chat = useChat();
  const { say } = useTexts();
  const [text, setText] = useWords();

  const send = async (words: string): Promise<void> => {
    const trimmed = words.trim();
    if (trimmed === "") return;
    setText("");
    setDraft({ kind: "new" });
    if (draft.kind === "edit") {
      if (!(await act({ do: "edit", message: draft.message.id, text: trimmed }))) setText(words);
      return;
    }
    onSending(trimmed);
    const replyTo = draft.kind === "reply" ? { replyTo: draft.message.id } : {};
    const sent = await act({ do: "say", text: trimmed, ...replyTo });
    onSending(undefined);
    if (!sent) setText(words);
  };

  if (chat?.blockedByCustomer === true) {
    return (
      <p className="composer blocked">
        {say("youBlocked")}{" "}
        <button type="button" className="link-button" onClick={() => void act({ do: "block", on: false })}>
          {say("unblock")}
        </button>
      </p>
    );
  }
  return (
    <div className="composer-box">
      <FirstHint onSay={(words) => void send(words)} />
      <DraftBanner />
      <WriteLine text={text} onChange={setText} onSend={() => void send(text)} />
    </div>
  );
}

function WriteLine(props: {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
}): ReactNode {
  const { draft, setDraft, push } = usePhone();
  const { say } = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const sendFile = useFileSender();
  useEffect(() => {
    if (draft.kind !== "new") field.current?.focus();
  }, [draft]);
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      <button
        type="button"
        className="round"
        aria-label={say("attach")}
        aria-haspopup="dialog"
        onClick={() => push({ kind: "attach" })}
      >
        <Icon name="plus" />
      </button>
      <textarea
        ref={field}
        dir="auto"
        rows={1}
        value={props.text}
        aria-label={say("writeMessage")}
        placeholder={say("writeMessage")}
        onChange={({ target }) => props.onChange(target.value)}
        onPaste={({ clipboardData }) => {
          const [file] = clipboardData.files;
          if (file !== undefined) void sendFile(file);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") setDraft({ kind: "new" });
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          props.onSend();
        }}
      />
      {props.text.trim() === "" ? (
        <VoiceButton />
      ) : (
        <button type="submit" className="round send" aria-label={say("send")}>
          <Icon name="send" />
        </button>
      )}
    </form>
  );
}

function DraftBanner(): ReactNode {
  const { draft, setDraft, shop } = usePhone();
  const texts = useTexts();
  if (draft.kind === "new") return null;
  const { message } = draft;
  return (
    <div className="draft">
      <div className="quote">
        <b>
          {draft.kind === "edit"
            ? texts.say("editing")
            : message.from === "customer"
              ? texts.say("you")
              : (shop?.name ?? "")}
        </b>
        <span dir="auto">{previewOf(message, texts)}</span>
      </div>
      <button type="button" className="round" aria-label={texts.say("close")} onClick={() => setDraft({ kind: "new" })}>
        <Icon name="close" size={18} />
      </button>
    </div>
  );
}

function VoiceButton(): ReactNode {
  const { act, tell } = usePhone();
  const { say } = useTexts();
  const [recording, setRecording] = useState<{ readonly file: Recording; readonly since: number }>();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (recording === undefined) return;
    const ticking = setInterval(() => setSeconds(Math.floor((performance.now() - recording.since) / 1_000)), 250);
    return () => clearInterval(ticking);
  }, [recording]);
  const begin = async (): Promise<void> => {
    setSeconds(0);
    setRecording({ file: await startRecording(), since: performance.now() });
  };
  const finish = async (): Promise<void> => {
    if (recording === undefined) return;
    setRecording(undefined);
    if (performance.now() - recording.since < shortestVoiceMs) {
      recording.file.cancel();
      return tell(say("voiceTooShort"));
    }
    const { bytes, mimeType } = await recording.file.finish();
    await act({ do: "send-file", kind: "voice", mimeType, base64: base64Of(bytes) });
  };
  if (recording === undefined) {
    return (
      <button type="button" className="round send" aria-label={say("recordVoice")} onClick={() => void begin()}>
        <Icon name="mic" />
      </button>
    );
  }
  return (
    <>
      <span className="recording" role="timer" aria-label={say("recording")}>
        <i aria-hidden="true" />
        {`0:${String(seconds).padStart(2, "0")}`}
      </span>
      <button
        type="button"
        className="round"
        aria-label={say("discardVoice")}
        onClick={() => {
          recording.file.cancel();
          setRecording(undefined);
        }}
      >
        <Icon name="bin" />
      </button>
      <button type="button" className="round send" aria-label={say("sendVoice")} onClick={() => void finish()}>
        <Icon name="send" />
      </button>
    </>
  );
}
