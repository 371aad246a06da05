import type { ReactNode } from "react";
import { Switch } from "./chat-layers.tsx";
import { LayerFrame } from "./layer.tsx";
import { usePhone } from "./phone-context.ts";
import { act } from "./phone-server.ts";
import { Avatar } from "./pictures.tsx";
import { useTexts } from "./texts.ts";

/** Whose phone this is: one of several customers, each with what waits unread. */
export function CustomerList({ onChosen }: { readonly onChosen?: () => void }): ReactNode {
  const { state, customer, setCustomer } = usePhone();
  const { say, intl } = useTexts();
  const languages = new Intl.DisplayNames([intl.locale], { type: "language" });
  return (
    <ul className="plain-list customers">
      {state.customers.map(({ id, name, phone, username, language, online }) => {
        const unread = state.shops.reduce(
          (sum, { number }) => sum + (state.chats.get(`${id} ${number}`)?.unread ?? 0),
          0,
        );
        return (
          <li key={id}>
            <button
              type="button"
              className="list-button"
              aria-current={id === customer.id ? "true" : undefined}
              onClick={() => {
                setCustomer(id);
                onChosen?.();
              }}
            >
              <Avatar name={name} seed={id} />
              <span>
                <b dir="auto">{name}</b>
                <span className="faint">
                  <bdi>{phone === undefined ? `@${username ?? id}` : `+${phone}`}</bdi> · {languages.of(language)}
                  {!online && ` · ${say("flightMode")}`}
                </span>
              </span>
              {unread > 0 && id !== customer.id && (
                <span className="unread">
                  <span className="spoken">{say("unread", { count: unread })}</span>
                  <span aria-hidden="true">{unread}</span>
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The network of this phone. */
export function FlightSwitch(): ReactNode {
  const { customer, state, tell } = usePhone();
  const { say } = useTexts();
  const number = state.shops[0]?.number ?? "";
  return (
    <Switch
      label={say("flightMode")}
      hint={say("flightModeHint")}
      on={!customer.online}
      onChange={(on) => {
        act(customer.id, number, { do: "flight-mode", on }).catch((failure: Error) => tell(failure.message));
      }}
    />
  );
}

/** The switcher as a sheet, where there is no room beside the phone. */
export function CustomersLayer(): ReactNode {
  const { pop } = usePhone();
  const { say } = useTexts();
  return (
    <LayerFrame look="sheet" title={say("whosePhone")}>
      <CustomerList onChosen={pop} />
      <FlightSwitch />
    </LayerFrame>
  );
}
