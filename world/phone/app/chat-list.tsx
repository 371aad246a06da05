import type { ReactNode } from "react";
import type { PhoneShop } from "../api.ts";
import { dayOf } from "./chat-screen.tsx";
import { Icon, Ticks } from "./icons.tsx";
import { previewOf } from "./message-preview.ts";
import { usePhone } from "./phone-context.ts";
import { Avatar } from "./pictures.tsx";
import { useTexts } from "./texts.ts";

/** The list of chats: every shop, the one with the newest message first. */
export function ChatList(): ReactNode {
  const { state, customer, push, alone } = usePhone();
  const { say } = useTexts();
  const newest = (shop: PhoneShop): number =>
    state.chats.get(`${customer.id} ${shop.number}`)?.messages.at(-1)?.at ?? 0;
  return (
    <div className="screen chat-list">
      <header className="head head-list">
        <h1>{say("chats")}</h1>
        {alone && (
          <button
            type="button"
            className="round"
            aria-label={say("troubleTitle")}
            aria-haspopup="dialog"
            onClick={() => push({ kind: "trouble" })}
          >
            <Icon name="bolt" />
          </button>
        )}
        <button type="button" className="round face" aria-haspopup="dialog" onClick={() => push({ kind: "customers" })}>
          <Avatar name={customer.name} seed={customer.id} size={34} />
          <span className="spoken">{say("switchCustomer", { name: customer.name })}</span>
        </button>
      </header>
      {!customer.online && (
        <p className="offline">
          <Icon name="plane" size={16} /> {say("flightModeOn")}
        </p>
      )}
      <ul className="plain-list">
        {state.shops
          .toSorted((one, other) => newest(other) - newest(one))
          .map((shop) => (
            <ChatRow key={shop.number} shop={shop} />
          ))}
      </ul>
      <p className="list-note">{say("demoNotice")}</p>
    </div>
  );
}

function ChatRow({ shop }: { readonly shop: PhoneShop }): ReactNode {
  const { state, customer, openShop, now } = usePhone();
  const texts = useTexts();
  const { say } = texts;
  const chat = state.chats.get(`${customer.id} ${shop.number}`);
  const last = chat?.messages.findLast(({ type }) => type !== "reaction");
  const unread = chat?.unread ?? 0;
  const mine = last?.from === "customer" && last.revokedAt === undefined;
  const day = last === undefined ? "" : dayOf(last.at, now(), texts);
  const status = last?.status === "accepted" ? "sent" : last?.status === "played" ? "read" : (last?.status ?? "sent");
  return (
    <li>
      <button type="button" className="list-button chat-row" onClick={() => openShop(shop.number)}>
        <Avatar name={shop.name} seed={shop.id} size={50} />
        <span className="chat-row-words">
          <span className="chat-row-top">
            <b dir="auto">{shop.name}</b>
            {last !== undefined && (
              <time className={unread > 0 ? "fresh" : ""}>{day === say("today") ? texts.time(last.at) : day}</time>
            )}
          </span>
          <span className="chat-row-line">
            {mine && <Ticks status={status} label={say(`tick_${status}`)} />}
            <span dir="auto" className="faint">
              {last === undefined ? say("tapToWrite") : previewOf(last, texts)}
            </span>
            {unread > 0 && (
              <span className="unread">
                <span className="spoken">{say("unread", { count: unread })}</span>
                <span aria-hidden="true">{unread}</span>
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}
