import type { ReactNode } from "react";
import type { Json, PhoneMessage } from "../api.ts";
import { Carousel } from "./carousel.tsx";
import { Choice } from "./choice.tsx";
import { Film } from "./film.tsx";
import { Icon } from "./icons.tsx";
import { OrderCard, OrderNews } from "./payment-order.tsx";
import { usePhone } from "./phone-context.ts";
import { ProductCard, ProductListCard } from "./product-cards.tsx";
import { RemotePicture } from "./remote-picture.tsx";
import { useTexts } from "./texts.ts";
import { fileUrl, listAt, objectAt, textAt } from "./wire-content.ts";
import { Words } from "./words.tsx";

/** What the customer answered by tapping or filling in. */
export function InteractiveReply({ content }: { readonly content: Json }): ReactNode {
  const { say } = useTexts();
  const tapped = textAt(content, "button_reply", "title") || textAt(content, "list_reply", "title");
  if (tapped !== "") {
    const more = textAt(content, "list_reply", "description");
    return <Words text={more === "" ? tapped : `${tapped}\n${more}`} />;
  }
  const name = textAt(content, "nfm_reply", "name");
  return (
    <p className="words form-sent">
      <Icon name={name === "address_message" ? "pin" : "form"} size={20} />
      {say(name === "address_message" ? "addressSent" : "formSent")}
    </p>
  );
}

/** A business's interactive message: header, body, footer and what can be tapped. */
export function InteractiveContent({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { content } = message;
  const footer = textAt(content, "footer", "text");
  return (
    <>
      <Header message={message} header={objectAt(content, "header")} />
      {textAt(content, "type") === "product" && <ProductCard message={message} />}
      {["product_list", "catalog_message"].includes(textAt(content, "type")) && <ProductListCard message={message} />}
      <Words text={textAt(content, "body", "text")} />
      {footer !== "" && (
        <p className="footer" dir="auto">
          {footer}
        </p>
      )}
      <Choices message={message} />
    </>
  );
}

function Header({ message, header }: { readonly message: PhoneMessage; readonly header: Json }): ReactNode {
  const type = textAt(header, "type");
  if (type === "text") {
    return (
      <p className="headline" dir="auto">
        {textAt(header, "text")}
      </p>
    );
  }
  const media = objectAt(header, type);
  const url = fileUrl(message, media);
  if (url === "") return null;
  if (type === "image") return <RemotePicture className="header-picture" url={url} />;
  if (type === "video") return <Film url={url} name="" />;
  return (
    <p className="words">
      <Icon name="file" size={18} /> {textAt(media, "filename")}
    </p>
  );
}

function Choices({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { act, push } = usePhone();
  const { say } = useTexts();
  const { content, chosen, id } = message;
  const action = objectAt(content, "action");
  switch (textAt(content, "type")) {
    case "button":
      return listAt(action, "buttons").map((button) => {
        const reply = textAt(button, "reply", "id");
        const label = textAt(button, "reply", "title");
        return (
          <Choice
            key={reply}
            icon="reply"
            label={label}
            chosen={chosen === reply}
            onTap={() => void act({ do: "tap-button", message: id, button: reply })}
          />
        );
      });
    case "list":
      return (
        <Choice icon="list" label={textAt(action, "button")} opens onTap={() => push({ kind: "list", message })} />
      );
    case "cta_url": {
      const url = textAt(action, "parameters", "url");
      const label = textAt(action, "parameters", "display_text");
      return <Choice icon="link" label={label} opens onTap={() => push({ kind: "browser", url })} />;
    }
    case "carousel":
      return <Carousel message={message} cards={listAt(action, "cards")} />;
    case "flow":
      return (
        <Choice
          icon="form"
          label={textAt(action, "parameters", "flow_cta")}
          chosen={chosen !== undefined}
          opens
          onTap={() => push({ kind: "flow", message })}
        />
      );
    case "location_request_message":
      return (
        <Choice icon="pin" label={say("sendLocation")} opens onTap={() => push({ kind: "location", replyTo: id })} />
      );
    case "address_message":
      return <Choice icon="pin" label={say("giveAddress")} opens onTap={() => push({ kind: "address", message })} />;
    case "contact_request":
    case "request_contact_info":
      return (
        <Choice icon="phone" label={say("shareNumber")} onTap={() => void act({ do: "share-number", message: id })} />
      );
    case "order_details":
      return <OrderCard message={message} />;
    case "order_status":
      return <OrderNews message={message} />;
    default:
      return null;
  }
}
