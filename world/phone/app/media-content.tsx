import { type ReactNode, useEffect, useRef, useState } from "react";
import type { PhoneMessage } from "../api.ts";
import { Film } from "./film.tsx";
import { Icon } from "./icons.tsx";
import { useChat, usePhone } from "./phone-context.ts";
import { useTexts } from "./texts.ts";
import { fileUrl, textAt } from "./wire-content.ts";
import { Words } from "./words.tsx";

/** A picture, film, voice note, document or sticker. */
export function MediaContent({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { content, type } = message;
  const url = fileUrl(message);
  const caption = textAt(content, "caption");
  return (
    <>
      {(type === "image" || type === "sticker") && <Picture message={message} url={url} />}
      {type === "video" && <Film url={url} name={caption} />}
      {(type === "audio" || type === "voice") && <Voice message={message} url={url} />}
      {type === "document" && <PaperFile message={message} url={url} />}
      {caption !== "" && <Words text={caption} />}
    </>
  );
}

function Picture({ message, url }: { readonly message: PhoneMessage; readonly url: string }): ReactNode {
  const { push } = usePhone();
  const { say } = useTexts();
  const name = textAt(message.content, "caption") || say("kindPhoto");
  return (
    <button
      type="button"
      className={message.type === "sticker" ? "sticker" : "photo"}
      aria-label={say("openFile", { name })}
      onClick={() => push({ kind: "file", url, name, mimeType: "image/*" })}
    >
      <img src={url} alt="" />
    </button>
  );
}

function PaperFile({ message, url }: { readonly message: PhoneMessage; readonly url: string }): ReactNode {
  const { push } = usePhone();
  const { say } = useTexts();
  const name = textAt(message.content, "filename") || say("kindDocument");
  const [ending = ""] = /[^.]+$/.exec(name) ?? [];
  const mimeType = textAt(message.content, "mime_type") || (ending.toLowerCase() === "pdf" ? "application/pdf" : "");
  return (
    <button
      type="button"
      className="paper"
      aria-haspopup="dialog"
      onClick={() => push({ kind: "file", url, name, mimeType })}
    >
      <span className="paper-sheet">
        <Icon name="file" size={26} />
      </span>
      <span className="paper-name">
        <b dir="auto">{name}</b>
        <span className="faint">{name.includes(".") ? ending.toUpperCase() : say("kindDocument")}</span>
      </span>
    </button>
  );
}

const bars = [5, 9, 14, 8, 17, 11, 6, 13, 19, 9, 15, 7, 11, 16, 6, 12, 8, 14, 10, 5, 9, 13, 7, 11];

function Voice({ message, url }: { readonly message: PhoneMessage; readonly url: string }): ReactNode {
  const { act } = usePhone();
  const { say } = useTexts();
  const sound = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [part, setPart] = useState(0);
  const [seconds, setSeconds] = useState(0);
  const toggle = (): void => {
    if (playing) sound.current?.pause();
    else void sound.current?.play().catch(() => setPlaying(false));
    if (!playing && message.from === "business") void act({ do: "play", message: message.id });
  };
  return (
    <div className="voice">
      <button type="button" className="round" onClick={toggle} aria-label={say(playing ? "pauseVoice" : "playVoice")}>
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <span className="voice-bars" aria-hidden="true">
        {bars.map((height, index) => (
          <i key={index} style={{ height }} className={index / bars.length < part ? "heard" : ""} />
        ))}
      </span>
      <span className="faint voice-time">{seconds > 0 ? `0:${String(Math.ceil(seconds)).padStart(2, "0")}` : ""}</span>
      {/* A voice note has no captions; its words are not known. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio
        ref={sound}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPart(0)}
        onLoadedMetadata={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.duration)) setSeconds(currentTarget.duration);
        }}
        onTimeUpdate={({ currentTarget }) => setPart(currentTarget.currentTime / (currentTarget.duration || 1))}
      />
    </div>
  );
}

/** A voice note shorter than this was a slip of the finger, in milliseconds. */
export const shortestVoiceMs = 400;

/** Keeps the newest message in sight while the reader is at the end of the chat. */
export function useStickToEnd(): React.RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = useChat()?.messages.length ?? 0;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const remember = (): void => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    };
    element.addEventListener("scroll", remember, { passive: true });
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => {
      element.removeEventListener("scroll", remember);
      observer.disconnect();
    };
  }, []);
  useEffect(() => {
    const element = box.current;
    if (element !== null && count > 0 && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [count]);
  return box;
}
