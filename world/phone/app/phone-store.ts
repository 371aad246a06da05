import type {
  ChatHead,
  Controls,
  LiveEvent,
  PhoneChat,
  PhoneMessage,
  PhoneShop,
  PhoneStart,
  PhoneUser,
} from "../api.ts";
import { fetchStart, follow } from "./phone-server.ts";

/** What the page knows. Replaced as a whole at every change, so that React can compare. */
export type PhoneState = {
  readonly connection: "loading" | "live" | "lost";
  readonly shops: readonly PhoneShop[];
  readonly customers: readonly PhoneUser[];
  /** By `chatKey`. */
  readonly chats: ReadonlyMap<string, PhoneChat>;
  readonly controls: Controls | undefined;
  /** How far the world's clock is ahead of this browser's, in milliseconds. */
  readonly clockAhead: number;
};

/** The key of the chat of a customer with a shop's number. */
export const chatKey = (userId: string, number: string): string => `${userId} ${number}`;

const nothing: PhoneState = {
  connection: "loading",
  shops: [],
  customers: [],
  chats: new Map(),
  controls: undefined,
  clockAhead: 0,
};

/** The state of a page that just began. */
export function begun(start: PhoneStart, browserNow: number): PhoneState {
  return {
    connection: "live",
    shops: start.shops,
    customers: start.customers,
    chats: new Map(start.chats.map((chat) => [chatKey(chat.userId, chat.phoneNumberId), chat])),
    controls: start.controls,
    clockAhead: start.now - browserNow,
  };
}

/** The state after something happened. */
export function after(state: PhoneState, event: LiveEvent, browserNow: number): PhoneState {
  switch (event.kind) {
    case "controls":
      return { ...state, controls: event.controls, clockAhead: event.controls.now - browserNow };
    case "customer": {
      const others = state.customers.filter(({ id }) => id !== event.customer.id);
      const known = others.length < state.customers.length;
      const customers = known
        ? state.customers.map((one) => (one.id === event.customer.id ? event.customer : one))
        : [...others, event.customer];
      return { ...state, customers };
    }
    case "chat":
      return withChat(state, event.head, (chat) => ({ ...event.head, messages: chat?.messages ?? [] }));
    case "message":
      return withChat(state, { userId: event.userId, phoneNumberId: event.number }, (chat) =>
        chat === undefined ? undefined : { ...chat, messages: placed(chat.messages, event.message) },
      );
  }
}

function withChat(
  state: PhoneState,
  { userId, phoneNumberId }: Pick<ChatHead, "userId" | "phoneNumberId">,
  change: (chat: PhoneChat | undefined) => PhoneChat | undefined,
): PhoneState {
  const key = chatKey(userId, phoneNumberId);
  const chat = change(state.chats.get(key));
  return chat === undefined ? state : { ...state, chats: new Map(state.chats).set(key, chat) };
}

function placed(messages: readonly PhoneMessage[], message: PhoneMessage): readonly PhoneMessage[] {
  const place = messages.findLastIndex(({ id }) => id === message.id);
  return place < 0 ? [...messages, message] : messages.with(place, message);
}

/** The page's store, in the shape of `useSyncExternalStore`. */
export type PhoneStore = {
  readonly read: () => PhoneState;
  readonly subscribe: (listener: () => void) => () => void;
};

/** Makes the store and connects it to the server for as long as the page lives. */
export function createPhoneStore(): PhoneStore {
  let state = nothing;
  const listeners = new Set<() => void>();
  const set = (next: PhoneState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  // Events that arrive while the beginning is being fetched are applied on top of it: they carry whole records.
  let early: LiveEvent[] | undefined = [];
  const begin = async (): Promise<void> => {
    early = [];
    try {
      let next = begun(await fetchStart(), Date.now());
      for (const event of early) next = after(next, event, Date.now());
      early = undefined;
      set(next);
    } catch {
      set({ ...state, connection: "lost" });
    }
  };
  follow(
    () => void begin(),
    (event) => {
      if (early !== undefined) early.push(event);
      else set(after(state, event, Date.now()));
    },
    () => set({ ...state, connection: "lost" }),
  );
  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
