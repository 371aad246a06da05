import { type ReactNode, useEffect, useState } from "react";
import type { PhoneMessage } from "../api.ts";
import { Icon, type IconName } from "./icons.tsx";
import { LayerFrame } from "./layer.tsx";
import { useChat, usePhone } from "./phone-context.ts";
import { Avatar } from "./pictures.tsx";
import { useTexts } from "./texts.ts";
import { wordsOf } from "./wire-content.ts";

const emojis = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;

/** How long a customer may change her own words, in milliseconds (WhatsApp: 15 minutes). */
const editableMs = 15 * 60_000;

/** What can be done with one message. */
export function MenuLayer({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { act, pop, setDraft, tell, now } = usePhone();
  const { say } = useTexts();
  const mine = message.from === "customer";
  const gone = message.revokedAt !== undefined;
  const words = wordsOf(message);
  const editable = mine && !gone && message.type === "text" && now() - message.at < editableMs;
  const react = (emoji: string): void => {
    const same = message.reactions.customer === emoji;
    void act({ do: "react", message: message.id, emoji: same ? "" : emoji }).then((done) => done && pop());
  };
  const then = (run: () => void) => (): void => {
    run();
    pop();
  };
  return (
    <LayerFrame look="sheet" title={say("messageMenu")}>
      {!gone && (
        <div className="emojis">
          {emojis.map((emoji) => (
            <button
              type="button"
              key={emoji}
              aria-label={say("reactWith", { emoji })}
              aria-pressed={message.reactions.customer === emoji}
              onClick={() => react(emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      <ul className="plain-list">
        <Action icon="reply" label={say("reply")} onTap={then(() => setDraft({ kind: "reply", message }))} />
        {words !== "" && (
          <Action
            icon="copy"
            label={say("copy")}
            onTap={then(() => {
              void navigator.clipboard?.writeText(words).catch(() => {});
              tell(say("copied"));
            })}
          />
        )}
        {editable && <Action icon="edit" label={say("edit")} onTap={then(() => setDraft({ kind: "edit", message }))} />}
        {mine && !gone && (
          <Action
            icon="bin"
            label={say("deleteForAll")}
            onTap={then(() => void act({ do: "revoke", message: message.id }))}
          />
        )}
      </ul>
    </LayerFrame>
  );
}

function Action(props: { readonly icon: IconName; readonly label: string; readonly onTap: () => void }): ReactNode {
  return (
    <li>
      <button type="button" className="list-button" onClick={props.onTap}>
        <Icon name={props.icon} />
        <span>{props.label}</span>
      </button>
    </li>
  );
}

/** How long a switch shows what was wished before it shows again what is, in milliseconds. */
const wishMs = 3_000;

/** A switch with its words. It moves at once and falls back when the wish is not granted. */
export function Switch(props: {
  readonly label: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
}): ReactNode {
  const [wish, setWish] = useState<boolean>();
  const granted = wish === props.on;
  useEffect(() => {
    if (wish === undefined) return;
    const timer = setTimeout(() => setWish(undefined), granted ? 0 : wishMs);
    return () => clearTimeout(timer);
  }, [wish, granted]);
  return (
    <label className="switch">
      <span>
        <b>{props.label}</b>
        {props.hint !== undefined && <span className="faint">{props.hint}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={wish ?? props.on}
        aria-checked={wish ?? props.on}
        disabled={props.disabled === true}
        onChange={({ target }) => {
          setWish(target.checked);
          props.onChange(target.checked);
        }}
      />
    </label>
  );
}

/** About the shop: block it, stop its offers, and how long it may still write freely. */
export function ChatLayer(): ReactNode {
  const { shop, act, now } = usePhone();
  const chat = useChat();
  const { say, intl } = useTexts();
  if (shop === undefined || chat === undefined) return null;
  const left = chat.windowUntil - now();
  return (
    <LayerFrame look="page" title={say("shopDetails")}>
      <div className="about">
        <Avatar name={shop.name} seed={shop.id} size={96} />
        <h3 dir="auto">{shop.name}</h3>
        <p className="faint" dir="ltr">
          {shop.displayPhoneNumber}
        </p>
        <p className="faint">
          {left > 0
            ? say("windowLeft", {
                time: intl.formatNumber(Math.ceil(left / 3_600_000), {
                  style: "unit",
                  unit: "hour",
                  unitDisplay: "long",
                }),
              })
            : say("windowClosed")}
        </p>
      </div>
      <Switch
        label={say("stopOffers")}
        hint={say("stopOffersHint")}
        on={chat.marketingStopped}
        onChange={(on) => void act({ do: "stop-marketing", on })}
      />
      <Switch
        label={say("blockShop")}
        hint={say("blockShopHint")}
        on={chat.blockedByCustomer}
        onChange={(on) => void act({ do: "block", on })}
      />
    </LayerFrame>
  );
}
