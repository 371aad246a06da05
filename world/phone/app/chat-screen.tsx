import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { PhoneMessage } from "../api.ts";
import { Bubble } from "./bubble.tsx";
import { Composer } from "./composer.tsx";
import { Icon, Ticks } from "./icons.tsx";
import { useStickToEnd } from "./media-content.tsx";
import { useChat, usePhone } from "./phone-context.ts";
import { act as actAtServer } from "./phone-server.ts";
import { Avatar } from "./pictures.tsx";
import { type Texts, useTexts } from "./texts.ts";

/** The open chat. While it is on the screen the customer reads what comes. */
export function ChatScreen(): ReactNode {
  const { shop, customer, push } = usePhone();
  const chat = useChat();
  const box = useStickToEnd();
  const [sending, setSending] = useState<string>();
  const texts = useTexts();
  const number = shop?.number;
  const typing = useTyping(chat?.typingUntil ?? 0);
  const openMenu = useCallback((message: PhoneMessage) => push({ kind: "menu", message }), [push]);
  useEffect(() => {
    if (number === undefined) return;
    const show = (on: boolean): void => {
      actAtServer(customer.id, number, { do: on ? "open" : "close" }).catch(() => {});
    };
    show(true);
    return () => show(false);
  }, [customer.id, number]);
  if (shop === undefined || chat === undefined) return null;
  return (
    <div className="screen chat">
      <h1 className="spoken">{texts.say("messagesWith", { name: shop.name })}</h1>
      <ChatHead typing={typing} />
      <div
        className="log"
        ref={box}
        role="log"
        aria-label={texts.say("messagesWith", { name: shop.name })}
        // It scrolls, so the keyboard must be able to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <div className="log-inner">
          <p className="chip chip-lock">
            <Icon name="lock" size={13} /> {texts.say("demoNotice")}
          </p>
          <Messages messages={chat.messages} shopName={shop.name} onMenu={openMenu} />
          {sending !== undefined && (
            <div className="row row-mine">
              <div className="bubble mine">
                <p className="words" dir="auto">
                  {sending}
                </p>
                <span className="stamp">
                  <Ticks status="waiting" label={texts.say("tick_waiting")} />
                </span>
              </div>
            </div>
          )}
          {typing && (
            <div className="row row-theirs" aria-hidden="true">
              <div className="bubble theirs tail dots">
                <i />
                <i />
                <i />
              </div>
            </div>
          )}
        </div>
      </div>
      <Composer key={`${customer.id} ${shop.number}`} onSending={setSending} />
    </div>
  );
}

function ChatHead({ typing }: { readonly typing: boolean }): ReactNode {
  const { shop, openShop, push, cart, customer } = usePhone();
  const { say } = useTexts();
  const count = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  if (shop === undefined) return null;
  return (
    <header className="head">
      <button type="button" className="round" onClick={() => openShop(undefined)} aria-label={say("backToChats")}>
        <Icon name="back" />
      </button>
      <button type="button" className="head-name" aria-haspopup="dialog" onClick={() => push({ kind: "chat" })}>
        <Avatar name={shop.name} seed={shop.id} size={40} />
        <span>
          <b dir="auto">{shop.name}</b>
          <span className="head-line" aria-live="polite">
            {!customer.online ? say("flightMode") : typing ? say("typing") : say("online")}
          </span>
        </span>
      </button>
      {shop.products.length > 0 && (
        <button
          type="button"
          className="round"
          onClick={() => push({ kind: "catalogue" })}
          aria-label={say("catalogue")}
        >
          <Icon name="bag" />
        </button>
      )}
      {count > 0 && (
        <button
          type="button"
          className="round badged"
          onClick={() => push({ kind: "cart" })}
          aria-label={say("openCart", { count })}
        >
          <Icon name="cart" />
          <span className="badge" aria-hidden="true">
            {count}
          </span>
        </button>
      )}
    </header>
  );
}

function Messages(props: {
  readonly messages: readonly PhoneMessage[];
  readonly shopName: string;
  readonly onMenu: (message: PhoneMessage) => void;
}): ReactNode {
  const { now } = usePhone();
  const texts = useTexts();
  const byId = new Map(props.messages.map((message) => [message.id, message]));
  return placesOf(props.messages, now(), texts).map(({ message, newDay, tail }) => (
    <div key={message.id} className={tail ? "run-start" : ""}>
      {newDay !== undefined && <p className="chip">{newDay}</p>}
      <Bubble
        message={message}
        quoted={message.replyTo === undefined ? undefined : byId.get(message.replyTo)}
        tail={tail}
        shopName={props.shopName}
        onMenu={props.onMenu}
      />
    </div>
  ));
}

type Place = {
  readonly message: PhoneMessage;
  /** The day's name on its first message. */
  readonly newDay: string | undefined;
  /** True on the first of a run of one side. */
  readonly tail: boolean;
};

/** Where each message stands among its neighbours; reactions stand on the message they belong to. */
function placesOf(messages: readonly PhoneMessage[], now: number, texts: Texts): readonly Place[] {
  const places: Place[] = [];
  let day = "";
  let side = "";
  for (const message of messages) {
    if (message.type === "reaction") continue;
    const itsDay = dayOf(message.at, now, texts);
    const newDay = itsDay === day ? undefined : itsDay;
    places.push({ message, newDay, tail: newDay !== undefined || message.from !== side });
    day = itsDay;
    side = message.from;
  }
  return places;
}

/** "Today", "Yesterday" or the date. */
export function dayOf(at: number, now: number, { say, date }: Pick<Texts, "say" | "date">): string {
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  const yesterday = new Date(midnight);
  yesterday.setDate(yesterday.getDate() - 1);
  if (at >= midnight.getTime()) return say("today");
  return at >= yesterday.getTime() ? say("yesterday") : date(at);
}

/** Whether the shop is typing; ends by itself. */
function useTyping(until: number): boolean {
  const { now } = usePhone();
  const [ended, setEnded] = useState(0);
  const left = until - now();
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setEnded(until), left);
    return () => clearTimeout(timer);
  }, [until, left]);
  return left > 0 && ended !== until;
}
