import { Document, type DocumentProps, Page, Text, View, renderToBuffer } from "@react-pdf/renderer";
import { type ReactElement, createElement as h } from "react";
import { instant } from "#domain/instant";
import type { Language } from "#domain/language";
import type { InvoiceContent, RefundReceiptContent } from "./invoice-content.ts";
import { type InvoiceTexts, invoiceTexts } from "./invoice-texts.ts";
import { fact, text, vatRow } from "./paper-parts.ts";
import { drawable, printedDate, printedMoney, printedRate } from "./printed.ts";
import { style } from "./receipt-style.ts";
import { railNames, receiptTexts } from "./texts.ts";

type Paper = InvoiceContent | RefundReceiptContent;

const titleOf = (paper: Paper, words: InvoiceTexts): string => {
  if (paper.kind === "refund-receipt") return words.refundReceipt;
  if (paper.kind === "credit-note") return words.creditNote;
  return paper.simplified ? words.simplified : words.invoice;
};

function head(paper: Paper, words: InvoiceTexts): ReactElement {
  const isReceipt = paper.kind === "refund-receipt";
  const name = isReceipt ? paper.shop.name : paper.seller.name;
  const lines = isReceipt
    ? paper.shop.legal
    : [...(paper.seller.tradeName === name ? [] : [paper.seller.tradeName]), paper.seller.address, ...paper.seller.ids];
  const code = isReceipt ? null : paper.code;
  const stamp = paper.kind === "invoice" ? words.paid : words.refunded;
  return h(
    View,
    { style: style.head },
    h(
      View,
      { style: style.shop },
      text(style.shopName, name),
      ...lines.map((line, n) => text(style.legal, line, `line-${n}`)),
    ),
    h(
      View,
      { style: style.kind },
      text(style.title, titleOf(paper, words)),
      text(style.titleNumber, code === null ? paper.number : `${paper.number} · ${code}`),
      h(View, { style: style.stamp }, text({}, stamp)),
    ),
  );
}

function facts(paper: Paper, words: InvoiceTexts): ReactElement {
  const { language, timeZone, orderNumber } = paper;
  const date = (at: number): string => printedDate(instant(at), language, timeZone);
  const rail = railNames[paper.paidWith.rail] ?? paper.paidWith.rail;
  return h(
    View,
    { style: style.facts },
    fact(words.issued, date(paper.issuedAt)),
    ...(paper.kind === "invoice" ? [fact(words.supplied, date(paper.suppliedAt))] : []),
    ...(orderNumber === null ? [] : [fact(words.order, `#${orderNumber}`)]),
    fact(paper.kind === "invoice" ? words.paid : words.wentBack, rail),
  );
}

function buyerPart({ buyer }: InvoiceContent, words: InvoiceTexts): readonly ReactElement[] {
  const lines = [buyer.name, buyer.address, buyer.taxId].flatMap((line) => line ?? []);
  if (lines.length === 0) return [];
  return [
    h(
      View,
      { key: "buyer", style: { marginTop: 12 } },
      text(style.label, words.buyer),
      ...lines.map((line, n) => text(n === 0 ? style.name : style.legal, line, `buyer-${n}`)),
    ),
  ];
}

function lineOf(line: InvoiceContent["lines"][number], language: Language, key: number): ReactElement {
  const words = invoiceTexts[language];
  const named = receiptTexts[language];
  const each = words.each(line.quantity, printedMoney(line.unitNet, language), printedRate(line.rate, language));
  return h(
    View,
    { key, style: style.line, wrap: false },
    h(
      View,
      { style: style.lineText },
      text(style.name, line.name),
      ...Object.entries(line.options).map(([option, value]) =>
        text(style.option, named.option(named.options[option] ?? option, value), option),
      ),
      text(style.times, each),
    ),
    text(style.lineTotal, printedMoney(line.total, language)),
  );
}

/** The sums: every rate with its own, then all of them. Stands on simplified invoices as well: nobody has to compute it. */
function sumsPart({ vat, net, vatTotal, total, language }: InvoiceContent, words: InvoiceTexts): ReactElement {
  const written = (amounts: readonly Parameters<typeof printedMoney>[0][]) =>
    amounts.map((amount) => printedMoney(amount, language));
  const rows = vat.map((share) => [printedRate(share.rate, language), ...written([share.net, share.vat, share.gross])]);
  return h(
    View,
    { style: style.vat, wrap: false },
    vatRow([words.rate, words.net, words.vat, words.gross], style.vatHead),
    ...rows.map((cells) => vatRow(cells, {})),
    ...(vat.length > 1 ? [vatRow(["", ...written([net, vatTotal, total])], style.vatHead)] : []),
  );
}

function invoiceBody(paper: InvoiceContent, words: InvoiceTexts): readonly ReactElement[] {
  const { corrects, language, timeZone } = paper;
  const isCredit = paper.kind === "credit-note";
  const about =
    corrects === null
      ? []
      : [
          text(
            style.thanks,
            words.corrects(corrects.number, printedDate(instant(corrects.issuedAt), language, timeZone)),
            "corrects",
          ),
        ];
  const columns = h(
    View,
    { key: "columns", style: style.columns },
    text(style.label, words.item),
    text(style.label, words.gross),
  );
  return [
    ...buyerPart(paper, words),
    ...about,
    ...(paper.lines.length > 0 ? [columns] : []),
    ...paper.lines.map((line, n) => lineOf(line, language, n)),
    h(View, { key: "total" }, totalPart(isCredit ? words.credited : words.total, paper)),
    h(View, { key: "sums" }, sumsPart(paper, words)),
    ...paper.seller.mentions.map((mention, n) =>
      h(View, { key: `mention-${n}`, style: { marginTop: n === 0 ? 12 : 2 } }, text(style.legal, mention)),
    ),
  ];
}

const totalPart = (word: string, { total, language }: Paper): ReactElement =>
  h(
    View,
    { style: style.total, wrap: false },
    text(style.totalWord, word),
    text(style.totalAmount, printedMoney(total, language)),
  );

const foot = (paper: Paper, words: InvoiceTexts): ReactElement =>
  h(
    View,
    { style: style.foot, fixed: true },
    h(
      Text,
      {},
      drawable(
        `${paper.kind === "refund-receipt" ? paper.shop.name : paper.seller.name} · ${words.number} ${paper.number}`,
      ),
    ),
    h(Text, { render: ({ pageNumber, totalPages }) => words.page(pageNumber, totalPages) }),
  );

function document(paper: Paper): ReactElement<DocumentProps> {
  const words = invoiceTexts[paper.language];
  // A file made of the same content is the same file: its date is the content's own.
  const issued = new Date(paper.issuedAt);
  const body =
    paper.kind === "refund-receipt"
      ? [h(View, { key: "total" }, totalPart(words.refunded, paper))]
      : invoiceBody(paper, words);
  return h(
    Document,
    {
      title: drawable(`${titleOf(paper, words)} ${paper.number}`),
      author: drawable(paper.kind === "refund-receipt" ? paper.shop.name : paper.seller.name),
      creator: "Comptoir",
      producer: "Comptoir",
      language: paper.language,
      creationDate: issued,
      modificationDate: issued,
    },
    h(
      Page,
      { size: "A5", style: style.page },
      h(View, { style: style.band, fixed: true }),
      head(paper, words),
      facts(paper, words),
      ...body,
      h(View, { style: style.payment, wrap: false }, fact(words.reference, paper.paidWith.reference)),
      foot(paper, words),
    ),
  );
}

/**
 * An invoice, a credit note or the receipt of a refund as a PDF: A5, as many pages as it takes, in the content's
 * language, on the shop's wall clock. The same content gives the same bytes.
 */
export async function renderInvoice(content: Paper): Promise<Uint8Array> {
  return new Uint8Array(await renderToBuffer(document(content)));
}
