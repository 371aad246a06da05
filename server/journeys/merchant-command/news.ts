import type { Effect } from "#domain/effect";
import { shownCard } from "#domain/kept-card";
import { type PaymentShown, groupsOf } from "#domain/payment-shows";
import type { SaleNews } from "#domain/selling";
import type { WordingValue } from "#domain/wording";
import { say, tell, text } from "./say.ts";
import type { TextName } from "./texts.ts";

type About = { readonly number: number; readonly amount: WordingValue; readonly who: string };

/** Tells the merchant what became of a sale she asked for. */
export function tellNews(sale: SaleNews): readonly Effect[] {
  const about = { number: sale.number, amount: { money: sale.amount }, who: sale.who ?? sale.reference ?? "–" };
  switch (sale.news) {
    case "link":
      if (sale.shown !== undefined) return handOn(about, sale, sale.shown);
      return [
        tell(`news.link-${sale.why}`, about),
        // By itself, so that it can be passed on as it is.
        { do: "say", message: { kind: "text", body: { literal: sale.url } }, notice: true, alone: true },
      ];
    case "link-sent":
      return sale.shown === undefined
        ? [tell("news.link-sent", { ...about, url: sale.url })]
        : [askWhetherArrived("news.code-sent", { ...about, url: sale.url })];
    case "says-paid":
      return [askWhetherArrived("news.says-paid", about)];
    case "failed":
      return [tell("news.failed", { ...about, reason: sale.reason })];
    case "attempt-failed":
      return [tell("news.attempt-failed", about)];
    case "needs-customer":
      return [tell("news.needs-customer", about)];
    case "charge-unknown":
    case "charge-failed":
      return [tell(`news.${sale.news}`, { ...about, reason: sale.reason })];
    case "paid":
      return [
        tell("news.paid", about),
        ...(sale.who === undefined
          ? [
              say({
                kind: "document",
                file: { file: "receipt", documentId: sale.receiptId },
                filename: `${sale.receiptNumber}.pdf`,
                caption: text("news.receipt", { receipt: sale.receiptNumber }),
              }),
            ]
          : []),
      ];
    case "other-way":
    case "way-chosen":
      return [tell(`news.${sale.news}`, { ...about, from: { wording: sale.from }, to: { wording: sale.to } })];
    case "expired":
      return [tell("news.expired", about)];
    case "cancelled":
      return [tell("news.cancelled", about)];
    case "card-kept":
      return [tell("news.card-kept", { ...about, card: shownCard(sale.card) })];
    case "refunded":
      return sale.state === "requested"
        ? []
        : [tell(`news.refund-${sale.state}`, { ...about, amount: { money: sale.refund } })];
  }
}

/** A text with the button that asks her to look whether the money is there; nothing is confirmed by the first tap. */
const askWhetherArrived = (name: TextName, values: About & Readonly<Record<string, WordingValue>>): Effect =>
  say({
    kind: "buttons",
    body: text(name, values),
    buttons: [{ id: `mc:received:${values.number}`, title: text("button.received-ask") }],
  });

/** What the customer pays by, for the merchant to show or pass on: the code as a picture, then what to do once it is paid. */
function handOn(about: About, { url, why }: { readonly url: string; readonly why: string }, shown: PaymentShown) {
  const line = (key: "beneficiary" | "reference"): string => {
    const found = shown.lines.find((one) => one.key === key);
    return found === undefined ? "–" : groupsOf(found).join(" ");
  };
  const values = { ...about, url, beneficiary: line("beneficiary"), reference: line("reference") };
  const reason = why === "window-closed" ? [tell("news.code-window-closed", about)] : [];
  if (shown.code === undefined) return [...reason, askWhetherArrived("news.at-shop", values)];
  const { paymentId } = shown;
  const picture = { kind: "image", file: { file: "code", paymentId }, caption: text("news.code", values) } as const;
  return [...reason, say(picture), askWhetherArrived("news.code-next", values)];
}
