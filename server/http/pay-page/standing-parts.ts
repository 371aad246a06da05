import { failureKind } from "./failure-reasons.ts";
import { type Html, html } from "./html.ts";
import type { PageTexts, Said } from "./page-texts.ts";
import type { Returned, Standing } from "./payment-standing.ts";
import { type Scene, type Written, nextTurn } from "./scene.ts";
import { shownParts } from "./shown-parts.ts";
import { waysPart } from "./ways-part.ts";

/** What a page says and offers by where its payment stands. */
export type Parts = {
  readonly said: Said;
  /** A sign above the heading. */
  readonly mark?: Html | undefined;
  readonly notes?: Html | undefined;
  /** The order's lines are those the payment is for, and are shown. */
  readonly isOfThisOrder: boolean;
  readonly acts?: Html | undefined;
};

/** The parts of the page for each standing. */
export function standingParts(scene: Scene, written: Written): Parts {
  const { standing, records } = scene;
  const { texts } = written;
  const isOfThisOrder = records.order.revision === records.payment.revision;
  switch (standing.is) {
    case "ready":
      return { ...ready(scene, written, standing), isOfThisOrder };
    case "shown":
      return { ...shownParts(scene, written, standing.shows), isOfThisOrder };
    case "preparing":
      return { said: texts.preparing, isOfThisOrder, acts: again(scene, written) };
    case "checking":
      return { said: texts.checking, isOfThisOrder, acts: checking(scene, written) };
    case "paid":
      return { ...paid(scene, written, standing), isOfThisOrder };
    case "lost":
      return { said: texts.lost, isOfThisOrder };
    case "returned":
      return {
        said: returnedSaid(texts, standing.why),
        notes: moneyBack(standing.returned, written),
        isOfThisOrder: false,
        acts: records.order.state === "placed" ? newer(scene, written, standing.by) : undefined,
      };
    case "already-paid":
      return {
        said: texts.alreadyPaid,
        mark: tick,
        isOfThisOrder: false,
        acts: standing.by === undefined ? undefined : deed(written.link(scene.pathOf(standing.by)), texts.other),
      };
    case "cancelled":
      return { said: texts.cancelled, isOfThisOrder };
    case "replaced":
      return {
        said: standing.sameSum ? texts.newerLink : texts.replaced,
        notes: unsure(standing, texts),
        isOfThisOrder: false,
        acts: newer(scene, written, standing.by),
      };
    case "expired":
      return {
        said: expiredSaid(texts, standing),
        notes: unsure(standing, texts),
        isOfThisOrder,
        acts: askAgain(scene, written),
      };
  }
}

const expiredSaid = (texts: PageTexts, { unsure: open, late }: Extract<Standing, { readonly is: "expired" }>): Said => {
  if (late === true) return texts.timeOver;
  return open ? { ...texts.expired, body: "" } : texts.expired;
};

const tick = html`<div class="tick" aria-hidden="true">✓</div>`;

const deed = (href: string, label: string): Html => html`<a class="deed" href="${href}">${label}</a>`;
const second = (href: string, label: string): Html => html`<a class="deed second" href="${href}">${label}</a>`;

const unsure = (standing: { readonly unsure: boolean }, texts: PageTexts): Html | undefined =>
  standing.unsure ? html`<div class="bad" role="status"><p>${texts.unsure}</p></div>` : undefined;

type Ready = Extract<Standing, { readonly is: "ready" }>;

function ready(scene: Scene, written: Written, standing: Ready) {
  const { shop, records, path } = scene;
  const { texts, amount, link } = written;
  const { payment } = records;
  const { failedFor } = standing;
  const when = new Intl.DateTimeFormat(texts.locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: shop.timeZone,
  }).format(payment.expires_at);
  const failure =
    failedFor === undefined
      ? undefined
      : html`<div class="bad" role="alert"><p>${texts.failures[failureKind(failedFor)]}</p></div>`;
  const sum = amount(payment.amount_minor);
  return {
    said: failedFor === undefined ? texts.ready : texts.failed,
    notes: html`${failure}${unsure(standing, texts)}`,
    acts: html`${deed(link(`${path}/go`), failedFor === undefined ? texts.pay(sum) : texts.tryAgain(sum))}
<p class="soft">${texts.validUntil(when)}</p>
<p class="soft">${texts.provider}</p>
${waysPart(scene, written)}
<h2>${texts.next}</h2>
<p class="soft">${texts.nextReady}</p>`,
  };
}

const again = ({ visit, path }: Scene, { texts, link }: Written): Html =>
  second(link(path, nextTurn(visit)), texts.lookAgain);

const checking = (scene: Scene, written: Written): Html =>
  html`${again(scene, written)}<p><a href="${written.link(scene.path)}">${written.texts.notPaid}</a></p>`;

type Paid = Extract<Standing, { readonly is: "paid" }>;

function paid({ records, path }: Scene, written: Written, { returned, cancelled }: Paid) {
  const { texts, link } = written;
  const { receiptId, payment, papers } = records;
  const links = [
    ...(receiptId === undefined ? [] : [second(link(`${path}/receipt`), texts.receipt)]),
    ...papers.map(({ kind, number }, n) => second(link(`${path}/papers/${n}`), texts.papers[kind](number))),
  ];
  return {
    said: paidSaid(texts, returned, payment.amount_minor, cancelled),
    mark: tick,
    notes: moneyBack(returned, written),
    acts: links.length === 0 ? undefined : html`${links}`,
  };
}

function paidSaid(texts: PageTexts, { done, underWay }: Returned, whole: number, cancelled: boolean): Said {
  if (done >= whole) return texts.refunded;
  if (cancelled) return texts.paidCancelled;
  if (done + underWay >= whole) return texts.refunding;
  return done + underWay > 0 ? texts.partRefunded : texts.paid;
}

function moneyBack({ done, underWay }: Returned, { texts, amount }: Written): Html {
  const sentences = [
    ...(done > 0 ? [texts.wentBack(amount(done))] : []),
    ...(underWay > 0 ? [texts.goesBack(amount(underWay))] : []),
  ];
  return html`${sentences.map((sentence) => html`<p class="said">${sentence}</p>`)}`;
}

function returnedSaid(texts: PageTexts, why: Extract<Standing, { readonly is: "returned" }>["why"]): Said {
  switch (why) {
    case "out-of-stock":
      return texts.outOfStock;
    case "wrong-amount":
      return texts.wrongAmount;
    case "surplus":
      return texts.surplus;
  }
}

/** The way to the payment that counts now, else to the chat, where a new one is made. */
const newer = (scene: Scene, written: Written, by: string | undefined): Html | undefined =>
  by === undefined ? askAgain(scene, written) : deed(written.link(scene.pathOf(by)), written.texts.newer);

function askAgain({ chat, records }: Scene, { texts }: Written): Html | undefined {
  if (chat === undefined) return undefined;
  // One tap: the chat opens with the words in it, and the till understands them.
  return deed(`${chat}?text=${encodeURIComponent(texts.chat.again(records.order.number ?? 0))}`, texts.askAgain);
}
