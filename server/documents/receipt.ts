import { Document, type DocumentProps, Page, Text, View, renderToBuffer } from "@react-pdf/renderer";
import { type ReactElement, type ReactNode, createElement as h } from "react";
import { instant } from "#domain/instant";
import { fact, text, vatRow } from "./paper-parts.ts";
import { drawable, printedMoney, printedRate, printedTime } from "./printed.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import { style } from "./receipt-style.ts";
import { type ReceiptTexts, railNames, receiptTexts } from "./texts.ts";

function head(content: ReceiptContent, words: ReceiptTexts): ReactElement {
  const { shop, receiptNumber } = content;
  return h(
    View,
    { style: style.head },
    h(
      View,
      { style: style.shop },
      text(style.shopName, shop.name),
      ...shop.legal.map((line, n) => text(style.legal, line, `legal-${n}`)),
    ),
    h(
      View,
      { style: style.kind },
      text(style.title, words.receipt),
      text(style.titleNumber, receiptNumber),
      h(View, { style: style.stamp }, text({}, words.paid)),
    ),
  );
}

function facts({ orderNumber, issuedAt, timeZone, language, paidWith }: ReceiptContent, words: ReceiptTexts) {
  return h(
    View,
    { style: style.facts },
    fact(words.date, printedTime(instant(issuedAt), language, timeZone)),
    ...(orderNumber === null ? [] : [fact(words.order, `#${orderNumber}`)]),
    fact(words.paidWith, railNames[paidWith.rail] ?? paidWith.rail),
  );
}

function line({ name, options, quantity, unitPrice, total }: ReceiptContent["lines"][number], content: ReceiptContent) {
  const words = receiptTexts[content.language];
  const price = printedMoney(unitPrice, content.language);
  return h(
    View,
    { style: style.line, wrap: false },
    h(
      View,
      { style: style.lineText },
      text(style.name, name),
      ...Object.entries(options).map(([option, value]) =>
        text(style.option, words.option(words.options[option] ?? option, value), option),
      ),
      text(style.times, `${quantity} × ${price}`),
    ),
    text(style.lineTotal, printedMoney(total, content.language)),
  );
}

/** The table of VAT; none where the whole is free of it: what the law wants said then stands in the legal lines. */
function vatTable({ vat, language }: ReceiptContent, words: ReceiptTexts): ReactNode {
  if (vat.every(({ rate }) => rate === 0)) return null;
  return h(
    View,
    { style: style.vat, wrap: false },
    text(style.vatTitle, words.vatIncluded),
    vatRow([words.rate, words.net, words.vat, words.gross], style.vatHead),
    ...vat.map((share) =>
      vatRow(
        [
          printedRate(share.rate, language),
          ...[share.net, share.vat, share.gross].map((amount) => printedMoney(amount, language)),
        ],
        {},
      ),
    ),
  );
}

const foot = ({ shop, receiptNumber }: ReceiptContent, words: ReceiptTexts): ReactElement =>
  h(
    View,
    { style: style.foot, fixed: true },
    h(Text, {}, drawable(`${shop.name} · ${words.number} ${receiptNumber}`)),
    h(Text, { render: ({ pageNumber, totalPages }) => words.page(pageNumber, totalPages) }),
  );

function receipt(content: ReceiptContent): ReactElement<DocumentProps> {
  const words = receiptTexts[content.language];
  // A file made of the same content is the same file: its date is the content's own.
  const issued = new Date(content.issuedAt);
  return h(
    Document,
    {
      title: drawable(`${words.number} ${content.receiptNumber}`),
      author: drawable(content.shop.name),
      creator: "Comptoir",
      producer: "Comptoir",
      language: content.language,
      creationDate: issued,
      modificationDate: issued,
    },
    h(
      Page,
      { size: "A5", style: style.page },
      h(View, { style: style.band, fixed: true }),
      head(content, words),
      facts(content, words),
      h(View, { style: style.columns }, text(style.label, words.item), text(style.label, words.amount)),
      ...content.lines.map((one, n) => h(View, { key: n }, line(one, content))),
      h(
        View,
        { style: style.total, wrap: false },
        text(style.totalWord, words.total),
        text(style.totalAmount, printedMoney(content.total, content.language)),
      ),
      vatTable(content, words),
      h(View, { style: style.payment, wrap: false }, fact(words.reference, content.paidWith.reference)),
      text(style.thanks, words.thanks),
      foot(content, words),
    ),
  );
}

/**
 * The receipt as a PDF: A5, as many pages as it takes, in the content's language, on the shop's wall clock. The same
 * content gives the same bytes. Uses PDF's own fonts (Western European signs, see `drawable`).
 */
export async function renderReceipt(content: ReceiptContent): Promise<Uint8Array> {
  return new Uint8Array(await renderToBuffer(receipt(content)));
}
