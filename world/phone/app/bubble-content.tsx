import type { ReactNode } from "react";
import type { Json, PhoneMessage } from "../api.ts";
import { InteractiveContent, InteractiveReply } from "./interactive-content.tsx";
import { Icon } from "./icons.tsx";
import { MediaContent } from "./media-content.tsx";
import { OrderContent } from "./order-content.tsx";
import { TemplateContent } from "./template-content.tsx";
import { useTexts } from "./texts.ts";
import { listAt, mediaTypes, numberAt, textAt } from "./wire-content.ts";
import { Words } from "./words.tsx";

/** What stands inside a bubble, by the message's type. */
export function BubbleContent({ message }: { readonly message: PhoneMessage }): ReactNode {
  const { type, content, from } = message;
  if (message.template !== undefined) return <TemplateContent message={message} template={message.template} />;
  if (mediaTypes.includes(type)) return <MediaContent message={message} />;
  switch (type) {
    case "text":
      return <Words text={textAt(content, "body")} className={isOnlyEmoji(textAt(content, "body")) ? "big" : ""} />;
    case "button":
      return <Words text={textAt(content, "text")} />;
    case "location":
      return <Place content={content} />;
    case "contacts":
      return <ContactCards content={content} />;
    case "order":
      return <OrderContent content={content} />;
    case "interactive":
      return from === "customer" ? <InteractiveReply content={content} /> : <InteractiveContent message={message} />;
    default:
      return <Unknown />;
  }
}

const isOnlyEmoji = (text: string): boolean => /^(\p{Extended_Pictographic}\p{M}?\u200d?){1,3}$/u.test(text);

function Unknown(): ReactNode {
  const { say } = useTexts();
  return <p className="words gone">{say("cannotShow")}</p>;
}

function Place({ content }: { readonly content: Json }): ReactNode {
  const { say } = useTexts();
  const name = textAt(content, "name");
  const address = textAt(content, "address");
  const [latitude, longitude] = [numberAt(content, "latitude"), numberAt(content, "longitude")];
  return (
    <div className="place">
      <svg viewBox="0 0 240 110" className="map" role="img" aria-label={say("mapAt", { latitude, longitude })}>
        <rect width="240" height="110" className="map-land" />
        <path d="M-10 84C60 60 96 118 160 84s70-30 100-26" className="map-water" />
        <path d="M-5 30L250 52M60-5L84 120M170-5l-30 130M-5 66L120-5" className="map-street" />
        <path d="M120 74c12-13 17-20 17-28a17 17 0 0 0-34 0c0 8 5 15 17 28z" className="map-pin" />
        <circle cx="120" cy="46" r="6" fill="#fff" />
      </svg>
      {name !== "" && (
        <b dir="auto" className="place-name">
          {name}
        </b>
      )}
      <span dir="auto" className="faint">
        {address || `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}
      </span>
    </div>
  );
}

function ContactCards({ content }: { readonly content: Json }): ReactNode {
  const cards = Array.isArray(content) ? (content as readonly Json[]) : [];
  return cards.map((card, index) => (
    <div className="contact" key={`${index}-${textAt(card, "name", "formatted_name")}`}>
      <span className="contact-face">
        <Icon name="person" />
      </span>
      <span>
        <b dir="auto">{textAt(card, "name", "formatted_name")}</b>
        {listAt(card, "phones").map((phone) => (
          <span className="faint" key={textAt(phone, "phone")} dir="ltr">
            {textAt(phone, "phone")}
          </span>
        ))}
      </span>
    </div>
  ));
}
