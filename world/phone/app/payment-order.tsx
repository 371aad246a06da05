import type { ReactNode } from "react";
import type { Json, PhoneMessage } from "../api.ts";
import { Choice } from "./choice.tsx";
import { LayerFrame } from "./layer.tsx";
import { useChat, usePhone } from "./phone-context.ts";
import { type TextId, useTexts } from "./texts.ts";
import { listAt, numberAt, objectAt, textAt } from "./wire-content.ts";

const parametersOf = ({ content }: Pick<PhoneMessage, "content">): Json => objectAt(content, "action", "parameters");
const settingOf = (parameters: Json, type: string): Json | undefined =>
  listAt(parameters, "payment_settings").find((one) => textAt(one, "type") === type);

const statusWords: Readonly<Record<string, TextId>> = {
  pending: "order_pending",
  processing: "order_processing",
  partially_shipped: "order_partially_shipped",
  shipped: "order_shipped",
  completed: "order_completed",
  canceled: "order_canceled",
};

/** How an order stands, in a line: paid or not, then what the shop last said. */
function useStanding(message: PhoneMessage): string {
  const { say } = useTexts();
  if (message.orderStatus !== undefined) return say(statusWords[message.orderStatus] ?? "order_pending");
  if (message.paid === "success") return say("orderPaid");
  if (message.paid === "pending") return say("orderPaying");
  return message.paid === "failed" ? say("orderDeclined") : say("order_pending");
}

/** An order with its payment: what it holds, what it costs, how it stands. */
export function OrderCard({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { push } = usePhone();
  const { say, price } = useTexts();
  const parameters = parametersOf(message);
  const currency = textAt(parameters, "currency");
  const count = listAt(parameters, "order", "items").reduce<number>((sum, item) => sum + numberAt(item, "quantity"), 0);
  const standing = useStanding(message);
  return (
    <>
      <div className="order">
        <div className="order-head">
          <span>
            <b>{say("itemCount", { count })}</b>
            <span className="faint">{price(numberAt(parameters, "total_amount", "value"), currency)}</span>
          </span>
        </div>
        <p className="faint" role="status">
          {standing}
        </p>
      </div>
      <Choice
        icon="lock"
        label={say(message.paid === "success" || message.orderStatus !== undefined ? "viewOrder" : "reviewAndPay")}
        opens
        onTap={() => push({ kind: "payment", message })}
      />
    </>
  );
}

/** News of an order. */
export function OrderNews({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { say } = useTexts();
  const status = textAt(parametersOf(message), "order", "status");
  return <p className="footer">{say(statusWords[status] ?? "order_pending")}</p>;
}

/** The order in full, and how it can be paid. */
export function PaymentLayer({ message: opened }: { readonly message: PhoneMessage }): ReactNode {
  const { say } = useTexts();
  const chat = useChat();
  // It is paid while this is open: the chat has the newest of it.
  const message = chat?.messages.find(({ id }) => id === opened.id) ?? opened;
  const parameters = parametersOf(message);
  const standing = useStanding(message);
  const ended = message.paid === "success" || message.orderStatus !== undefined;
  return (
    <LayerFrame look="sheet" title={say("yourOrder")} className="tall">
      <OrderLines parameters={parameters} />
      <p role="status" aria-live="polite">
        {standing}
      </p>
      {!ended && <Ways message={message} parameters={parameters} />}
    </LayerFrame>
  );
}

function OrderLines({ parameters }: { readonly parameters: Json }): ReactNode {
  const { say, price } = useTexts();
  const currency = textAt(parameters, "currency");
  const order = objectAt(parameters, "order");
  const extra = (["tax", "shipping"] as const)
    .map((name) => ({ name, value: numberAt(order, name, "value") }))
    .filter(({ value }) => value !== 0);
  return (
    <>
      <ul className="order-lines">
        {listAt(order, "items").map((item, place) => {
          const each = numberAt(item, "sale_amount", "value") || numberAt(item, "amount", "value");
          const quantity = numberAt(item, "quantity");
          return (
            // An order may hold the same line twice, and never changes.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={place} dir="auto">
              {quantity} × {textAt(item, "name")} · {price(each * quantity, currency)}
            </li>
          );
        })}
        {extra.map(({ name, value }) => (
          <li key={name}>
            {say(name === "tax" ? "orderTax" : "orderShipping")} · {price(value, currency)}
          </li>
        ))}
      </ul>
      <p className="total">
        <span>{say("orderTotal")}</span>
        <b>{price(numberAt(parameters, "total_amount", "value"), currency)}</b>
      </p>
    </>
  );
}

/** The ways an order names: the gateway's, in the chat; a Pix code to copy; a page. */
function Ways({ message, parameters }: { readonly message: PhoneMessage; readonly parameters: Json }): ReactNode {
  const { push, tell } = usePhone();
  const { say } = useTexts();
  const pix = textAt(settingOf(parameters, "pix_dynamic_code"), "pix_dynamic_code", "code");
  const uri = textAt(settingOf(parameters, "payment_link"), "payment_link", "uri");
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(pix).catch(() => undefined);
    tell(say("copied"));
  };
  return (
    <>
      {settingOf(parameters, "payment_gateway") !== undefined && <UpiSheet message={message} />}
      {pix !== "" && (
        <div className="form">
          <p className="faint" style={{ overflowWrap: "anywhere" }}>
            {pix}
          </p>
          <button type="button" className="main-button" onClick={() => void copy()}>
            {say("copyPix")}
          </button>
        </div>
      )}
      {uri !== "" && (
        <button type="button" className="quiet-button" onClick={() => push({ kind: "browser", url: uri })}>
          {say("payOnPage")}
        </button>
      )}
    </>
  );
}

const upiActs = [
  { how: "pay", label: "upiPay" },
  { how: "decline", label: "upiDecline" },
  { how: "pending", label: "upiPending" },
  { how: "late", label: "upiLate" },
] as const;
const bankActs = [
  { how: "bank-says-yes", label: "bankYes" },
  { how: "bank-says-no", label: "bankNo" },
] as const;

/** Her UPI app, and her bank while it has not decided. */
function UpiSheet({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { act } = usePhone();
  const { say } = useTexts();
  return (
    <div className="form">
      <p>{say(message.paid === "pending" ? "bankDecides" : "upiChoose")}</p>
      {(message.paid === "pending" ? bankActs : upiActs).map(({ how, label }) => (
        <button
          key={how}
          type="button"
          className={how === "pay" || how === "bank-says-yes" ? "main-button" : "quiet-button"}
          onClick={() => void act({ do: "pay-order", message: message.id, how })}
        >
          {say(label)}
        </button>
      ))}
    </div>
  );
}
