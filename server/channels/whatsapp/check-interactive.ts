import type { CarouselCard, OutboundMessage } from "#domain/outbound";
import { checkFrame, checkHeader } from "./check-frame.ts";
import { type Check, atMost, counted, firstIn, firstOf, needed, neededAtMost, unique, webAddress } from "./limits.ts";

type Of<Kind extends OutboundMessage["kind"]> = Extract<OutboundMessage, { readonly kind: Kind }>;

/** A list: at most ten sections and ten rows in all, its header a text only. */
export function checkList({ button, sections, ...message }: Of<"list">): Check {
  const rows = sections.flatMap((section, s) =>
    section.rows.map((row, n) => ({ ...row, field: `sections[${s}].rows[${n}]` })),
  );
  return firstOf(
    checkFrame(message, { body: 4_096, headers: ["text"] }),
    neededAtMost("button", button, 20),
    counted("sections", sections.length, 1, 10),
    firstIn(sections, (section, s) =>
      firstOf(
        sections.length > 1 ? needed(`sections[${s}].title`, section.title) : undefined,
        atMost(`sections[${s}].title`, section.title, 24),
        section.rows.length === 0 ? { field: `sections[${s}].rows`, problem: "must not be empty" } : undefined,
      ),
    ),
    counted("sections.rows", rows.length, 1, 10),
    firstIn(rows, ({ field, id, title, description }) =>
      firstOf(
        neededAtMost(`${field}.id`, id, 200),
        neededAtMost(`${field}.title`, title, 24),
        atMost(`${field}.description`, description, 72),
      ),
    ),
    unique(
      rows.map(({ id }) => id),
      (n) => `${rows[n]?.field}.id`,
    ),
  );
}

/** Messages that show products of the catalogue. */
export function checkProducts(message: Of<"product" | "product-list" | "catalogue">): Check {
  switch (message.kind) {
    case "product":
      return firstOf(
        needed("sku", message.sku),
        atMost("body", message.body, 1_024),
        atMost("footer", message.footer, 60),
      );
    case "product-list":
      return firstOf(
        neededAtMost("header", message.header, 60),
        neededAtMost("body", message.body, 1_024),
        atMost("footer", message.footer, 60),
        checkSections("sections", message.sections),
      );
    case "catalogue":
      return firstOf(
        neededAtMost("body", message.body, 1_024),
        atMost("footer", message.footer, 60),
        message.thumbnailSku === undefined ? undefined : needed("thumbnailSku", message.thumbnailSku),
      );
  }
}

/** Sections of products: at most ten, thirty products in all. */
export function checkSections(
  field: string,
  sections: readonly { readonly title: string; readonly skus: readonly string[] }[],
): Check {
  const total = sections.reduce((sum, { skus }) => sum + skus.length, 0);
  return firstOf(
    counted(field, sections.length, 1, 10),
    firstIn(sections, ({ title, skus }, s) =>
      firstOf(
        sections.length > 1 ? needed(`${field}[${s}].title`, title) : undefined,
        atMost(`${field}[${s}].title`, title, 24),
        skus.length === 0 ? { field: `${field}[${s}].skus`, problem: "must not be empty" } : undefined,
        firstIn(skus, (sku, n) => needed(`${field}[${s}].skus[${n}]`, sku)),
      ),
    ),
    counted(`${field}.skus`, total, 1, 30),
  );
}

/** Two to ten cards of one make. */
export function checkCarousel({ body, cards }: Of<"carousel">): Check {
  const make = (card: CarouselCard | undefined): string =>
    card?.type === "link" ? `link ${card.header.type}` : "product";
  return firstOf(
    neededAtMost("body", body, 1_024),
    counted("cards", cards.length, 2, 10),
    firstIn(cards, (card, n) =>
      make(card) === make(cards[0])
        ? undefined
        : { field: `cards[${n}]`, problem: "must be of the same type as the first card, header included" },
    ),
    firstIn(cards, (card, n) =>
      card.type === "link" ? checkLinkCard(`cards[${n}]`, card) : checkProductCard(n, cards),
    ),
  );
}

function checkLinkCard(field: string, card: Extract<CarouselCard, { readonly type: "link" }>): Check {
  const lines = (card.body ?? "").split("\n").length - 1;
  return firstOf(
    checkHeader(`${field}.header`, card.header, ["image", "video"]),
    atMost(`${field}.body`, card.body, 160),
    lines > 2 ? { field: `${field}.body`, problem: `has ${lines} line breaks; at most 2 are allowed` } : undefined,
    neededAtMost(`${field}.label`, card.label, 20),
    webAddress(`${field}.url`, card.url),
  );
}

function checkProductCard(n: number, cards: readonly CarouselCard[]): Check {
  const card = cards[n];
  const first = cards[0];
  if (card?.type !== "product" || first?.type !== "product") return undefined;
  const sameCatalogue = card.catalogueId === first.catalogueId;
  return firstOf(
    needed(`cards[${n}].sku`, card.sku),
    sameCatalogue ? undefined : { field: `cards[${n}].catalogueId`, problem: "must be the first card's catalogue" },
  );
}

/** A form of several screens. */
export function checkFlow(message: Of<"flow">): Check {
  const { flowId, label, action, screen, data } = message;
  return firstOf(
    checkFrame(message, { body: 1_024, headers: ["text", "image", "video", "document"] }),
    needed("flowId", flowId),
    neededAtMost("label", label, 30),
    /\p{Extended_Pictographic}/u.test(label) ? { field: "label", problem: "must not hold an emoji" } : undefined,
    action === "data_exchange" || (screen === undefined && data === undefined) ? undefined : needed("screen", screen),
  );
}
