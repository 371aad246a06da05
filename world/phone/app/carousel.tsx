import type { ReactNode } from "react";
import type { Json, PhoneMessage } from "../api.ts";
import { Choice } from "./choice.tsx";
import { productName, usePhone } from "./phone-context.ts";
import { ProductPicture } from "./pictures.tsx";
import { RemotePicture } from "./remote-picture.tsx";
import { useTexts } from "./texts.ts";
import { fileUrl, listAt, objectAt, textAt } from "./wire-content.ts";
import { Words } from "./words.tsx";

/** Cards side by side: links, quick replies or products. */
export function Carousel({
  message,
  cards,
}: {
  readonly message: PhoneMessage;
  readonly cards: readonly Json[];
}): ReactNode {
  const { say } = useTexts();
  return (
    // It scrolls, so the keyboard must be able to reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="carousel" tabIndex={0} aria-label={say("cards", { count: cards.length })}>
      {cards.map((card, index) => (
        <Card key={textAt(card, "card_index") || String(index)} message={message} card={card} />
      ))}
    </section>
  );
}

function Card({ message, card }: { readonly message: PhoneMessage; readonly card: Json }): ReactNode {
  const { push, act, shop, language } = usePhone();
  const { say } = useTexts();
  const action = objectAt(card, "action");
  const picture = fileUrl(withoutMedia(message), objectAt(card, "header", "image"));
  const retailerId = textAt(action, "product_retailer_id");
  const product = shop?.products.find((one) => one.retailerId === retailerId);
  return (
    <div className="card">
      {retailerId !== "" && (
        <div className="card-picture">
          <ProductPicture retailerId={retailerId} />
        </div>
      )}
      {picture !== "" && <RemotePicture className="card-picture" url={picture} />}
      {product !== undefined && <b dir="auto">{productName(product, language, shop)}</b>}
      {textAt(card, "body", "text") !== "" && <Words text={textAt(card, "body", "text")} />}
      {retailerId !== "" && (
        <Choice icon="bag" label={say("viewProduct")} opens onTap={() => push({ kind: "product", retailerId })} />
      )}
      {textAt(action, "parameters", "url") !== "" && (
        <Choice
          icon="link"
          label={textAt(action, "parameters", "display_text")}
          opens
          onTap={() => push({ kind: "browser", url: textAt(action, "parameters", "url") })}
        />
      )}
      {listAt(action, "buttons").map((button) => {
        const reply = textAt(button, "quick_reply", "id") || textAt(button, "reply", "id");
        const label = textAt(button, "quick_reply", "title") || textAt(button, "reply", "title");
        return (
          <Choice
            key={reply}
            icon="reply"
            label={label}
            chosen={message.chosen === reply}
            onTap={() => void act({ do: "tap-button", message: message.id, button: reply })}
          />
        );
      })}
    </div>
  );
}

/** The message's stored file is its own, not that of a card. */
function withoutMedia(message: PhoneMessage): PhoneMessage {
  const { mediaId: _, ...rest } = message;
  return rest;
}
