import { type ReactNode, useState } from "react";
import { productName, useChat, usePhone } from "./phone-context.ts";
import { useTexts } from "./texts.ts";

const memory = "phone-hint-seen";

const seenBefore = (): boolean => {
  try {
    return localStorage.getItem(memory) !== null;
  } catch {
    return false; // storage may be switched off in a framed page
  }
};

const remember = (): void => {
  try {
    localStorage.setItem(memory, "1");
  } catch {
    // The hint is shown again next time: harmless.
  }
};

/** A phone anybody may sell to in the demo: a customer's, who speaks the merchant's language. */
const customerOf = (language: string, customers: readonly { readonly phone?: string; readonly language: string }[]) =>
  customers.find((one) => one.phone !== undefined && one.language === language)?.phone;

/** In an empty chat: what one could say; the very first time also a hand that points at the field. */
export function FirstHint({ onSay }: { readonly onSay: (words: string) => void }): ReactNode {
  const { shop, language, customer, state } = usePhone();
  const chat = useChat();
  const { say } = useTexts();
  const [fresh] = useState(() => !seenBefore());
  if (shop === undefined || chat === undefined || chat.messages.length > 0) return null;
  const [product] = shop.products;
  const sells = customer.id.startsWith("merchant-");
  const payer = customerOf(customer.language, state.customers);
  const offers = sells
    ? [...(payer === undefined ? [] : [`10 EUR +${payer}`]), say("sayToday"), say("sayHelp")]
    : [
        say("sayHello"),
        ...(product === undefined ? [] : [say("sayProduct", { name: productName(product, language, shop) })]),
        say("sayDelivery"),
      ];
  return (
    <div className="hint">
      {fresh && (
        <p className="hint-words">
          {say(sells ? "hintMerchant" : "hintFirst")} <span aria-hidden="true">👇</span>
        </p>
      )}
      <div className="offers">
        {offers.map((words) => (
          <button
            type="button"
            key={words}
            onClick={() => {
              remember();
              onSay(words);
            }}
          >
            {words}
          </button>
        ))}
      </div>
    </div>
  );
}
