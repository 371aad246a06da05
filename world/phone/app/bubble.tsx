import { memo, type ReactNode } from "react";
import type { PhoneMessage, PhoneStatus } from "../api.ts";
import { BubbleContent } from "./bubble-content.tsx";
import { Icon, Ticks } from "./icons.tsx";
import { previewOf } from "./message-preview.ts";
import { useTexts } from "./texts.ts";

const tickOf = (status: PhoneStatus): "sent" | "delivered" | "read" | "failed" =>
  status === "accepted" ? "sent" : status === "played" ? "read" : status;

type BubbleProps = {
  readonly message: PhoneMessage;
  readonly quoted: PhoneMessage | undefined;
  /** The first of a run of messages of one side carries the tail. */
  readonly tail: boolean;
  readonly shopName: string;
  readonly onMenu: (message: PhoneMessage) => void;
};

/** One message of the chat. */
export const Bubble = memo(function Bubble({ message, quoted, tail, shopName, onMenu }: BubbleProps): ReactNode {
  const texts = useTexts();
  const { say } = texts;
  if (message.type === "system") return <p className="chip">{previewOf(message, texts)}</p>;
  const mine = message.from === "customer";
  const gone = message.revokedAt !== undefined;
  const bare = !gone && message.type === "sticker";
  const reactions = [message.reactions.customer, message.reactions.business].filter((emoji) => emoji !== undefined);
  return (
    <div
      className={`row ${mine ? "row-mine" : "row-theirs"} ${reactions.length > 0 ? "row-reacted" : ""}`}
      data-wamid={message.id}
    >
      <div
        className={`bubble ${mine ? "mine" : "theirs"} ${tail ? "tail" : ""} ${bare ? "bare" : ""}`}
        // A long press on a touch screen; the button beside does the same.
        onContextMenu={(event) => {
          if (event.target instanceof HTMLImageElement) return;
          event.preventDefault();
          onMenu(message);
        }}
      >
        <span className="spoken">{mine ? say("you") : shopName}: </span>
        {quoted !== undefined && (
          <div className={`quote ${quoted.from === "customer" ? "quote-mine" : ""}`}>
            <b>{quoted.from === "customer" ? say("you") : shopName}</b>
            <span dir="auto">{previewOf(quoted, texts)}</span>
          </div>
        )}
        {gone ? (
          <p className="words gone">
            <Icon name="block" size={16} /> {say(mine ? "youDeleted" : "deleted")}
          </p>
        ) : (
          <BubbleContent message={message} />
        )}
        <span className="stamp">
          {message.editedAt !== undefined && !gone && <i>{say("edited")} </i>}
          <time dateTime={new Date(message.at).toISOString()}>{texts.time(message.at)}</time>
          {mine && !gone && <Ticks status={tickOf(message.status)} label={say(`tick_${tickOf(message.status)}`)} />}
        </span>
        {message.error !== undefined && (
          <p className="failure">
            {message.error.title} ({message.error.code})
          </p>
        )}
        <button
          type="button"
          className="bubble-menu"
          aria-label={say("messageMenu")}
          aria-haspopup="dialog"
          onClick={() => onMenu(message)}
        >
          <Icon name="down" size={18} />
        </button>
        {reactions.length > 0 && (
          <span className="reactions">
            <span className="spoken">{say("reactions", { emoji: reactions.join(" ") })}</span>
            <span aria-hidden="true">{[...new Set(reactions)].join("")}</span>
          </span>
        )}
      </div>
    </div>
  );
});
