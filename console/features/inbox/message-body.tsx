import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { ContentOf, MessageContent } from "#api/message-content";
import { Icon } from "../../ui/icons.tsx";
import { MarkedText } from "../../ui/marked-text.tsx";
import { useWords } from "../../words.tsx";
import styles from "./bubble.module.css";
import { InteractiveBody } from "./interactive-body.tsx";
import { MediaBody } from "./media-body.tsx";

function Place({ content }: { readonly content: ContentOf<"location"> }): ReactNode {
  const w = useWords();
  const at = `${content.latitude.toFixed(5)}, ${content.longitude.toFixed(5)}`;
  return (
    <span className={styles["chip"]}>
      <Icon name="pin" />
      <span>
        {content.name ?? w("message.location")}
        <small>
          {content.address ?? at}{" "}
          <Anchor
            inherit
            href={`https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {w("message.map")}
          </Anchor>
        </small>
      </span>
    </span>
  );
}

const Contacts = ({ content }: { readonly content: ContentOf<"contacts"> }): ReactNode => (
  <>
    {content.contacts.map((card, n) => (
      <span key={n} className={styles["chip"]}>
        <Icon name="person" />
        <span>
          {card.name}
          {[...card.phones.map(({ number }) => number), ...card.emails.map(({ address }) => address)].map((line) => (
            <small key={line}>{line}</small>
          ))}
        </span>
      </span>
    ))}
  </>
);

const written = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const Form = ({ content }: { readonly content: ContentOf<"form"> }): ReactNode => (
  <dl className={styles["form"]}>
    {Object.entries(content.fields).map(([name, value]) => (
      <div key={name}>
        <dt>{name.replaceAll("_", " ")}</dt>
        <dd>{written(value)}</dd>
      </div>
    ))}
  </dl>
);

function Cart({ content }: { readonly content: ContentOf<"cart"> }): ReactNode {
  const w = useWords();
  return (
    <>
      <span className={styles["chip"]}>
        <Icon name="cart" />
        <span>
          {w("message.cart", { count: content.lines.reduce((sum, { quantity }) => sum + quantity, 0) })}
          {content.lines.map((line) => (
            <small key={line.sku}>
              {line.quantity} × {line.sku} · {line.seenPrice} {line.seenCurrency}
            </small>
          ))}
        </span>
      </span>
      {content.note && <MarkedText text={content.note} />}
    </>
  );
}

/** What a message holds, whatever its kind; kinds nobody knows yet say so. */
export function MessageBody({
  content,
  edited,
}: {
  readonly content: MessageContent;
  readonly edited?: string | undefined;
}): ReactNode {
  const w = useWords();
  switch (content.kind) {
    case "text":
      return <MarkedText text={edited ?? content.body} />;
    case "media":
      return (
        <MediaBody
          media={content.media}
          source={content.source}
          caption={edited ?? content.caption}
          filename={content.filename}
        />
      );
    case "image":
    case "video":
      return <MediaBody media={content.kind} source={content.source} caption={content.caption} filename={undefined} />;
    case "audio":
    case "sticker":
      return <MediaBody media={content.kind} source={content.source} caption={undefined} filename={undefined} />;
    case "document":
      return (
        <MediaBody media="document" source={content.source} caption={content.caption} filename={content.filename} />
      );
    case "location":
      return <Place content={content} />;
    case "contacts":
      return <Contacts content={content} />;
    case "reaction":
      return <span>{content.emoji ? w("message.reacted", { emoji: content.emoji }) : w("message.unreacted")}</span>;
    case "choice":
      return (
        <span className={styles["choice"]}>
          {content.title}
          {content.description && <small>{content.description}</small>}
        </span>
      );
    case "form":
      return <Form content={content} />;
    case "cart":
      return <Cart content={content} />;
    case "edited":
      return <MarkedText text={content.body ?? w("message.edited")} />;
    case "deleted":
      return <em>{w("message.deleted")}</em>;
    case "system":
      return <em>{content.body}</em>;
    case "unsupported":
      return (
        <span className={styles["chip"]}>
          <Icon name="alert" />
          <span>
            {w("message.unsupported", { type: content.type })}
            {content.reason && <small>{content.reason}</small>}
          </span>
        </span>
      );
    default:
      return <InteractiveBody content={content} />;
  }
}
