import { currency } from "#domain/currency";
import type { Language } from "#domain/language";
import { money } from "#domain/money";
import type { Shop } from "#engine/shops";
import { formatMoney } from "../../ports/format-wording.ts";
import { type PageTexts, pageTexts } from "./page-texts.ts";
import type { PaymentRecords, Standing, Visit } from "./payment-standing.ts";

/** Another way to pay: a rail by the name customers read, and what is to be known of it before it is chosen. */
export type Way = { readonly railId: string; readonly name: string; readonly note?: string };

/** A page about one payment, before it is written. */
export type Scene = {
  readonly shop: Pick<Shop, "name" | "languages" | "timeZone">;
  readonly language: Language;
  /** She chose the language herself: every link keeps it. */
  readonly isChosen: boolean;
  readonly records: PaymentRecords;
  readonly standing: Standing;
  readonly visit: Visit;
  /** The page's own path; links are built on it. */
  readonly path: string;
  /** The path of another payment's page. */
  readonly pathOf: (paymentId: string) => string;
  /** Other ways to pay what this page is over. */
  readonly ways: readonly Way[];
  /** Address that opens her chat with the shop; undefined where no address does. */
  readonly chat: string | undefined;
  /** The picture of the code she pays by, as PNG in base 64; absent where there is none. */
  readonly picture?: string;
};

/** A page's parts in the reader's language. */
export type Written = {
  readonly texts: PageTexts;
  readonly amount: (minor: number) => string;
  /** A link to a path of ours that keeps the language she chose. */
  readonly link: (path: string, query?: Readonly<Record<string, string>>) => string;
};

/** Prepares what the parts of a page are written with. */
export function writtenBy({ records, language, isChosen }: Scene): Written {
  const code = currency(records.payment.currency);
  return {
    texts: pageTexts[language],
    amount: (minor) => formatMoney(money(minor, code), language),
    link: (path, query = {}) => {
      const search = new URLSearchParams({ ...query, ...(isChosen ? { lang: language } : {}) }).toString();
      return search === "" ? path : `${path}?${search}`;
    },
  };
}

/** What the page's address says of the next time it is loaded. */
export const nextTurn = ({ turn, backAt }: Visit): Readonly<Record<string, string>> => ({
  ...(backAt === undefined ? {} : { back: "1", at: String(backAt) }),
  turn: String(turn + 1),
});
