import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { CustomerAct } from "../acts.ts";
import type { PhoneUser } from "../api.ts";
import { ChatList } from "./chat-list.tsx";
import { ChatScreen } from "./chat-screen.tsx";
import { CustomerList, FlightSwitch } from "./customers.tsx";
import { Layers } from "./layers.tsx";
import { type Draft, type Layer, type Phone, PhoneContext } from "./phone-context.ts";
import { act as actAtServer } from "./phone-server.ts";
import type { PhoneState, PhoneStore } from "./phone-store.ts";
import { type PageLanguage, useTexts } from "./texts.ts";
import { TroublePanel } from "./trouble-panel.tsx";

/** What the page's address asks for. */
export type Wishes = {
  /** Nothing around the phone: a frame of the console. */
  readonly embed: boolean;
  readonly customer: string | null;
  /** A shop's id or number; its chat is opened. */
  readonly shop: string | null;
};

/** How long a sentence stays on the phone, in milliseconds. */
const toastMs = 5_000;

/** Whether the panels beside the phone are on the screen. */
function useWide(): boolean {
  const query = useMemo(() => matchMedia("(min-width: 1080px)"), []);
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}

function firstCustomer(state: PhoneState, wishes: Wishes, language: PageLanguage): PhoneUser | undefined {
  const { customers } = state;
  return (
    customers.find(({ id, phone }) => id === wishes.customer || (phone !== undefined && phone === wishes.customer)) ??
    customers.find((customer) => customer.language === language) ??
    customers[0]
  );
}

/** The whole page: the phone in the middle, customers and controls beside it where there is room. */
export function PhoneApp(props: {
  readonly store: PhoneStore;
  readonly wishes: Wishes;
  readonly language: PageLanguage;
}): ReactNode {
  const { store, wishes, language } = props;
  const state = useSyncExternalStore(store.subscribe, store.read);
  const { say } = useTexts();
  const [chosen, setChosen] = useState<string>();
  const customer = state.customers.find(({ id }) => id === chosen) ?? firstCustomer(state, wishes, language);
  if (customer === undefined) {
    return (
      <main className="waiting" aria-busy={state.connection === "loading"}>
        <p>{say(state.connection === "lost" ? "connectionLost" : "loading")}</p>
      </main>
    );
  }
  return (
    <OnePhone
      key={customer.id}
      state={state}
      customer={customer}
      setCustomer={setChosen}
      wishes={wishes}
      language={language}
    />
  );
}

type OneProps = {
  readonly state: PhoneState;
  readonly customer: PhoneUser;
  readonly setCustomer: (id: string) => void;
  readonly wishes: Wishes;
  readonly language: PageLanguage;
};

/** One sentence at a time, for a few seconds. */
function useToast(): readonly [string, (sentence: string) => void] {
  const [toast, setToast] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useCallback((sentence: string): void => {
    clearTimeout(timer.current);
    setToast(sentence);
    timer.current = setTimeout(() => setToast(""), toastMs);
  }, []);
  return [toast, tell];
}

/** The pile of layers over the screen. */
function useLayers(): Pick<Phone, "layers" | "push" | "pop" | "closeAll"> {
  const [layers, setLayers] = useState<readonly Layer[]>([]);
  const push = useCallback((layer: Layer) => setLayers((pile) => [...pile, layer]), []);
  const pop = useCallback(() => setLayers((pile) => pile.slice(0, -1)), []);
  const closeAll = useCallback(() => setLayers([]), []);
  return useMemo(() => ({ layers, push, pop, closeAll }), [layers, push, pop, closeAll]);
}

function usePhoneOf({ state, customer, setCustomer, wishes, language }: OneProps): { phone: Phone; toast: string } {
  const wide = useWide();
  const { say } = useTexts();
  const [toast, tell] = useToast();
  const pile = useLayers();
  const { closeAll } = pile;
  const wished = state.shops.find(({ id, number }) => id === wishes.shop || number === wishes.shop);
  const [number, setNumber] = useState(wished?.number);
  const [draft, setDraft] = useState<Draft>({ kind: "new" });
  const [carts, setCarts] = useState<ReadonlyMap<string, ReadonlyMap<string, number>>>(new Map());
  const ahead = useRef(state.clockAhead);
  useEffect(() => {
    ahead.current = state.clockAhead;
  }, [state.clockAhead]);
  const now = useCallback(() => Date.now() + ahead.current, []);
  const act = useCallback(
    async (wish: CustomerAct): Promise<boolean> => {
      if (number === undefined) return false;
      if (!customer.online && writing(wish)) {
        tell(say("flightModeOn"));
        return false;
      }
      try {
        await actAtServer(customer.id, number, wish);
        return true;
      } catch (failure) {
        tell(failure instanceof Error ? failure.message : String(failure));
        return false;
      }
    },
    [customer.id, customer.online, number, tell, say],
  );
  const shop = state.shops.find((one) => one.number === number);
  const phone: Phone = {
    ...pile,
    state,
    customer,
    setCustomer,
    shop,
    openShop(next) {
      setNumber(next);
      setDraft({ kind: "new" });
      closeAll();
    },
    language: shop?.languages.includes(customer.language) === true ? customer.language : language,
    now,
    act,
    tell,
    draft,
    setDraft,
    cart: carts.get(number ?? "") ?? new Map(),
    setCart: (cart) => setCarts((all) => new Map(all).set(number ?? "", cart)),
    alone: wishes.embed || !wide,
  };
  return { phone, toast };
}

/** Whether this needs the network; what is only set on the phone does not. */
const writing = (wish: CustomerAct): boolean =>
  !["open", "close", "play", "block", "stop-marketing", "flight-mode"].includes(wish.do);

function OnePhone(props: OneProps): ReactNode {
  const { phone, toast } = usePhoneOf(props);
  const { say } = useTexts();
  const covered = phone.layers.length > 0;
  return (
    <PhoneContext value={phone}>
      <div className={`page ${props.wishes.embed ? "embed" : ""}`}>
        {!phone.alone && (
          <aside className="side" aria-label={say("whosePhone")}>
            <h2>{say("whosePhone")}</h2>
            <CustomerList />
            <FlightSwitch />
          </aside>
        )}
        <main className="phone" aria-label={say("phoneOf", { name: props.customer.name })}>
          <div className="glass">
            <div className="under" inert={covered}>
              {phone.shop === undefined ? <ChatList /> : <ChatScreen />}
            </div>
            <Layers />
            <output className={`toast ${toast === "" ? "" : "toast-on"}`}>
              {props.state.connection === "lost" ? say("connectionLost") : toast}
            </output>
          </div>
        </main>
        {!phone.alone && (
          <aside className="side side-trouble" aria-label={say("troubleTitle")}>
            <h2>{say("troubleTitle")}</h2>
            <TroublePanel />
          </aside>
        )}
      </div>
    </PhoneContext>
  );
}
