import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { ContentOf, MessageContent, MessageHeader, TemplateParameter } from "#api/message-content";
import { useFormat } from "../../format.ts";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { MarkedText } from "../../ui/marked-text.tsx";
import { useWords } from "../../words.tsx";
import styles from "./bubble.module.css";
import { ProductLine } from "./product-line.tsx";
import { MediaBody } from "./media-body.tsx";

/** Content with controls the customer taps. */
export type Interactive = Extract<
  MessageContent,
  {
    kind:
      | "buttons"
      | "list"
      | "link"
      | "product"
      | "product-list"
      | "catalogue"
      | "carousel"
      | "flow"
      | "location-request"
      | "address-request"
      | "contact-request"
      | "order-details"
      | "order-status"
      | "template";
  }
>;

const Tap = ({ icon, children }: { readonly icon?: IconName; readonly children: ReactNode }) => (
  <span className={styles["tap"]}>
    {icon && <Icon name={icon} size={16} />}
    {children}
  </span>
);

function Header({ header }: { readonly header: MessageHeader }): ReactNode {
  if (header.type === "text") return <strong>{header.text}</strong>;
  return <MediaBody media={header.type} source={header.source} caption={undefined} filename={header.filename} />;
}

type Frame = {
  readonly body: string;
  readonly header?: MessageHeader | undefined;
  readonly footer?: string | undefined;
};
const Framed = ({ of, children }: { readonly of: Frame; readonly children?: ReactNode }): ReactNode => (
  <>
    {of.header && <Header header={of.header} />}
    <MarkedText text={of.body} />
    {of.footer && <small className={styles["footer"]}>{of.footer}</small>}
    {children && <span className={styles["taps"]}>{children}</span>}
  </>
);

function parameter(one: TemplateParameter): string {
  switch (one.type) {
    case "text":
      return one.text;
    case "currency":
    case "date-time":
      return one.fallback;
    case "location":
      return one.name ?? `${one.latitude}, ${one.longitude}`;
    case "product":
      return one.sku;
    default:
      return one.filename ?? one.type;
  }
}

function Template({ content }: { readonly content: ContentOf<"template"> }): ReactNode {
  const w = useWords();
  const places = [...(content.header ? [content.header] : []), ...(content.body ?? [])].map(parameter);
  return (
    <>
      <small className={styles["kind"]}>
        {w("message.template", { name: content.name, language: content.language })}
      </small>
      {places.length > 0 && (
        <ul className={styles["places"]}>
          {places.map((text, n) => (
            <li key={n}>{text}</li>
          ))}
        </ul>
      )}
      {content.cards && (
        <small className={styles["footer"]}>{w("message.cards", { count: content.cards.length })}</small>
      )}
    </>
  );
}

/** What the customer may choose from: to be read here, not pressed. */
function List({ content }: { readonly content: ContentOf<"list"> }): ReactNode {
  return (
    <>
      <Framed of={content} />
      {content.sections.map((section, n) => (
        <span key={n} className={styles["rows"]}>
          {section.title && <strong>{section.title}</strong>}
          <ul className={styles["choices"]}>
            {section.rows.map(({ id, title, description }) => (
              <li key={id}>
                {title}
                {description && <small>{description}</small>}
              </li>
            ))}
          </ul>
        </span>
      ))}
    </>
  );
}

const Carousel = ({ content }: { readonly content: ContentOf<"carousel"> }): ReactNode => (
  <Framed of={content}>
    {content.cards.map((card, n) =>
      card.type === "link" ? (
        <Tap key={n}>{`${card.body ?? ""} ${card.label}`}</Tap>
      ) : (
        <ProductLine key={n} sku={card.sku} />
      ),
    )}
  </Framed>
);

const orderWords = {
  processing: "message.order-processing",
  "partially-shipped": "message.order-partially-shipped",
  shipped: "message.order-shipped",
  completed: "message.order-completed",
  canceled: "message.order-canceled",
} as const;

/** An order with its payment, as it stands in the customer's chat. */
function ChatOrder({ content }: { readonly content: ContentOf<"order-details"> }): ReactNode {
  const w = useWords();
  const { money } = useFormat();
  const { currency, items, total } = content;
  return (
    <Framed of={content}>
      <ul className={styles["choices"]}>
        {items.map(({ name, quantity, amount: each }, n) => (
          <li key={n}>{`${quantity} × ${name}: ${money({ minor: each * quantity, currency })}`}</li>
        ))}
      </ul>
      <Tap icon="cart">{w("message.order-to-pay", { total: money({ minor: total, currency }) })}</Tap>
    </Framed>
  );
}

const requests = {
  "location-request": { icon: "pin", word: "message.asks-location" },
  "address-request": { icon: "truck", word: "message.asks-address" },
  "contact-request": { icon: "person", word: "message.asks-contact" },
} as const;

/** A message with controls, as the customer sees it; the controls do nothing here. */
export function InteractiveBody({ content }: { readonly content: Interactive }): ReactNode {
  const w = useWords();
  switch (content.kind) {
    case "buttons":
      return (
        <Framed of={content}>
          {content.buttons.map(({ id, title }) => (
            <Tap key={id}>{title}</Tap>
          ))}
        </Framed>
      );
    case "list":
      return <List content={content} />;
    case "link":
      return (
        <Framed of={content}>
          <Anchor className={styles["tap"]} href={content.url} target="_blank" rel="noopener noreferrer">
            <Icon name="out" size={16} />
            {content.label}
          </Anchor>
        </Framed>
      );
    case "product":
      return (
        <Framed of={{ body: content.body ?? "", footer: content.footer }}>
          <ProductLine sku={content.sku} />
        </Framed>
      );
    case "product-list":
      return (
        <Framed of={{ body: content.body, footer: content.footer, header: { type: "text", text: content.header } }}>
          {content.sections.flatMap(({ skus }) => skus.map((sku) => <ProductLine key={sku} sku={sku} />))}
        </Framed>
      );
    case "catalogue":
      return (
        <Framed of={content}>
          <Tap icon="catalogue">{w("message.catalogue")}</Tap>
        </Framed>
      );
    case "carousel":
      return <Carousel content={content} />;
    case "flow":
      return (
        <Framed of={content}>
          <Tap icon="edit">{content.label}</Tap>
        </Framed>
      );
    case "location-request":
    case "address-request":
    case "contact-request": {
      const { icon, word } = requests[content.kind];
      return (
        <Framed of={content}>
          <Tap icon={icon}>{w(word)}</Tap>
        </Framed>
      );
    }
    case "order-details":
      return <ChatOrder content={content} />;
    case "order-status":
      return (
        <Framed of={content}>
          <Tap icon="cart">{w(orderWords[content.status])}</Tap>
        </Framed>
      );
    case "template":
      return <Template content={content} />;
  }
}
