import type { ContactCard } from "#domain/contact-card";
import type { MediaSource } from "#domain/media";
import type { OrderDetails, OrderStatus } from "#domain/order-message";

/** A button that comes back as a choice. */
export type ChoiceButton = { readonly id: string; readonly title: string };
/** A row of a list message. */
export type ListRow = { readonly id: string; readonly title: string; readonly description?: string };
/** What stands above an interactive message's body. */
export type Header =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image" | "video" | "document"; readonly source: MediaSource; readonly filename?: string };
type Framed = { readonly body: string; readonly header?: Header; readonly footer?: string };

/** A parameter of a template's header or body, or of one of its buttons. */
export type TemplateParameter =
  | { readonly type: "text"; readonly text: string; readonly name?: string }
  | { readonly type: "currency"; readonly fallback: string; readonly code: string; readonly amount1000: number }
  | { readonly type: "date-time"; readonly fallback: string }
  | { readonly type: "image" | "video" | "document"; readonly source: MediaSource; readonly filename?: string }
  | {
      readonly type: "location";
      readonly latitude: number;
      readonly longitude: number;
      readonly name?: string;
      readonly address?: string;
    }
  | { readonly type: "product"; readonly sku: string; readonly catalogueId: string };

/** A template's button as it is filled at sending. `index` counts from 0. */
export type TemplateButton =
  | { readonly type: "quick-reply"; readonly index: number; readonly payload: string }
  | { readonly type: "url"; readonly index: number; readonly suffix: string }
  | { readonly type: "copy-code"; readonly index: number; readonly code: string }
  | { readonly type: "catalogue"; readonly index: number; readonly thumbnailSku?: string }
  | {
      readonly type: "product-list";
      readonly index: number;
      readonly thumbnailSku: string;
      readonly sections: readonly { readonly title: string; readonly skus: readonly string[] }[];
    }
  | {
      readonly type: "flow";
      readonly index: number;
      readonly token?: string;
      readonly data?: Readonly<Record<string, unknown>>;
    };

/** A filled template. */
export type TemplateMessage = {
  readonly kind: "template";
  readonly name: string;
  /** BCP 47 with an underscore, as the template was approved: `pt_BR`. */
  readonly language: string;
  readonly header?: TemplateParameter;
  readonly body?: readonly TemplateParameter[];
  readonly buttons?: readonly TemplateButton[];
  /** End of a limited-time offer, ms since the epoch. */
  readonly offerEndsAt?: number;
  readonly cards?: readonly {
    readonly header: TemplateParameter;
    readonly body?: readonly TemplateParameter[];
    readonly buttons?: readonly TemplateButton[];
  }[];
};

/** A card of a carousel message: all of one type. */
export type CarouselCard =
  | {
      readonly type: "link";
      readonly header: { readonly type: "image" | "video"; readonly source: MediaSource };
      readonly body?: string;
      readonly label: string;
      readonly url: string;
    }
  | { readonly type: "product"; readonly sku: string; readonly catalogueId: string };

/** Everything the till can write to a customer. A channel renders it or says which field does not fit. */
export type OutboundMessage =
  | { readonly kind: "text"; readonly body: string; readonly preview?: boolean }
  | { readonly kind: "image" | "video"; readonly source: MediaSource; readonly caption?: string }
  | { readonly kind: "audio"; readonly source: MediaSource; readonly voice?: boolean }
  | { readonly kind: "document"; readonly source: MediaSource; readonly caption?: string; readonly filename?: string }
  | { readonly kind: "sticker"; readonly source: MediaSource }
  | {
      readonly kind: "location";
      readonly latitude: number;
      readonly longitude: number;
      readonly name?: string;
      readonly address?: string;
    }
  | { readonly kind: "contacts"; readonly contacts: readonly ContactCard[] }
  | { readonly kind: "reaction"; readonly to: string; readonly emoji: string }
  | ({ readonly kind: "buttons"; readonly buttons: readonly ChoiceButton[] } & Framed)
  | ({
      readonly kind: "list";
      readonly button: string;
      readonly sections: readonly { readonly title?: string; readonly rows: readonly ListRow[] }[];
    } & Framed)
  | ({ readonly kind: "link"; readonly label: string; readonly url: string } & Framed)
  | {
      readonly kind: "product";
      readonly catalogueId: string;
      readonly sku: string;
      readonly body?: string;
      readonly footer?: string;
    }
  | {
      readonly kind: "product-list";
      readonly catalogueId: string;
      readonly header: string;
      readonly body: string;
      readonly sections: readonly { readonly title: string; readonly skus: readonly string[] }[];
      readonly footer?: string;
    }
  | { readonly kind: "catalogue"; readonly body: string; readonly thumbnailSku?: string; readonly footer?: string }
  | { readonly kind: "carousel"; readonly body: string; readonly cards: readonly CarouselCard[] }
  | ({
      readonly kind: "flow";
      readonly flowId: string;
      readonly label: string;
      readonly token?: string;
      readonly mode?: "draft" | "published";
      readonly action?: "navigate" | "data_exchange";
      readonly screen?: string;
      readonly data?: Readonly<Record<string, unknown>>;
    } & Framed)
  | { readonly kind: "location-request"; readonly body: string }
  | {
      readonly kind: "address-request";
      readonly body: string;
      readonly country: string;
      readonly values?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "contact-request"; readonly body: string }
  | OrderDetails
  | OrderStatus
  | TemplateMessage;

/** The kinds that need no open window. */
export const passesClosedWindow = (message: OutboundMessage): boolean => message.kind === "template";

/** A field of a message that a channel cannot carry: named, with the limit, so that the writer can mend it. */
export type FieldProblem = { readonly field: string; readonly problem: string };
