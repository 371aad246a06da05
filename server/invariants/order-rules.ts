import { currency } from "#domain/currency";
import { basketTotal } from "#domain/order";
import type { Snapshot } from "./snapshot.ts";
import { type Violation, must, mustBeAlone } from "./violation.ts";

/** I08: an order, a payment and a refund carry what their state says. */
export const statesAreWhole = ({ order, payment, refund }: Snapshot): readonly Violation[] => [
  ...order.flatMap((row) => {
    const isPlaced = row.state !== "cart" && row.state !== "cancelled";
    const isPaid = isPlaced && row.state !== "placed";
    return [
      ...must(
        !isPlaced || (row.number !== null && row.placed_at !== null),
        "I08",
        row.order_id,
        `${row.state} without a number`,
      ),
      ...must(!isPaid || row.paid_at !== null, "I08", row.order_id, `${row.state} without the moment it was paid`),
      ...must(
        (row.state === "cancelled") === (row.cancel_reason !== null),
        "I08",
        row.order_id,
        `${row.state} with the reason ${row.cancel_reason}`,
      ),
    ];
  }),
  ...payment.flatMap((row) =>
    must(row.state !== "open" || row.provider_ref !== null, "I08", row.payment_id, "open without a link"),
  ),
  ...refund.flatMap((row) =>
    must(row.state !== "done" || row.provider_ref !== null, "I08", row.refund_id, "done without the provider's word"),
  ),
];

/** I05: what a merchant confirmed was sold once, however often it was tapped or delivered. */
export const linesAreDoneOnce = ({ order, registration, audit }: Snapshot): readonly Violation[] => [
  ...mustBeAlone(order, ({ terms }) => terms?.commandId ?? null, "I05", "one line sold twice"),
  ...mustBeAlone(
    audit.filter(({ act }) => act === "stock"),
    ({ details }) => String(details["commandId"]),
    "I05",
    "one line moved the stock twice",
  ),
  ...mustBeAlone(registration, ({ command_id }) => command_id, "I05", "one line asked for a card twice"),
];

/** I09: a kept card pays only for its owner, who agreed in words that are on record. */
export function cardsAreTheirOwners(snapshot: Snapshot): readonly Violation[] {
  const { order, payment, kept_card, person, registration } = snapshot;
  const cards = new Map(kept_card.map((row) => [row.card_id, row]));
  const owners = new Map(order.map(({ order_id, person_id }) => [order_id, person_id]));
  const people = new Set(person.map(({ person_id }) => person_id));
  return [
    ...payment.flatMap(({ payment_id, card_id, order_id }) => {
      const isHers = card_id === null || cards.get(card_id)?.person_id === owners.get(order_id);
      return must(isHers, "I09", payment_id, "charged to another person's card");
    }),
    ...kept_card.flatMap(({ card_id, person_id, consent }) => [
      ...must(people.has(person_id), "I09", card_id, "kept of nobody"),
      ...must(consent.text !== "", "I09", card_id, "kept without consent"),
    ]),
    ...registration.flatMap((row) => registrationIsWhole(row, cards.get(row.card_id ?? ""))),
    ...cardsOfPages(snapshot),
  ];
}

function registrationIsWhole(
  { registration_id, person_id, state, open_for, card_id }: Snapshot["registration"][number],
  card: Snapshot["kept_card"][number] | undefined,
): readonly Violation[] {
  const isOpen = state === "requested" || state === "open";
  return [
    ...must((state === "done") === (card_id !== null), "I09", registration_id, `${state}, its card is ${card_id}`),
    ...must(card_id === null || card?.person_id === person_id, "I09", registration_id, "its card is another person's"),
    ...must((open_for === person_id) === isOpen, "I09", registration_id, `${state}, open for ${open_for}`),
  ];
}

/** A card left without a payment lives only by a page that was not taken back. */
const cardsOfPages = ({ kept_card, registration }: Snapshot): readonly Violation[] => {
  const kept = new Set(registration.flatMap(({ state, card_id }) => (state === "done" && card_id ? [card_id] : [])));
  return kept_card.flatMap(({ card_id, consent, state }) =>
    must(
      consent.given !== "registered-on-page" || state !== "live" || kept.has(card_id),
      "I09",
      card_id,
      "kept by a page that was taken back",
    ),
  );
};

/** I08: only the payment of the revision that stands is open or being made. */
export function oldLinksAreClosed({ order, payment }: Snapshot): readonly Violation[] {
  const orders = new Map(order.map((row) => [row.order_id, row]));
  return payment.flatMap((row) => {
    if (row.state !== "open" && row.state !== "requested") return [];
    const of = orders.get(row.order_id);
    const holds = of !== undefined && of.state === "placed" && of.revision === row.revision;
    return must(
      holds,
      "I08",
      row.payment_id,
      `${row.state}, while its order is ${of?.state} at revision ${of?.revision}`,
    );
  });
}

/** I11: no stock below zero. */
export const stockIsNotNegative = ({ product }: Snapshot): readonly Violation[] =>
  product.flatMap(({ sku, stock }) => must(stock === null || stock >= 0, "I11", sku, `${stock} pieces`));

/** I15: an order's total is the sum of its lines. */
export const totalsAreSums = ({ order }: Snapshot): readonly Violation[] =>
  order.flatMap((row) => {
    const basket = { currency: currency(row.currency), country: row.country, lines: row.lines };
    const sum = basketTotal(basket).minor;
    return must(sum === row.total_minor, "I15", row.order_id, `total ${row.total_minor}, lines ${sum}`);
  });

/** I24: every settled order has exactly one receipt over what was paid. */
export function receiptsFollowMoney({ document: papers, capture }: Snapshot): readonly Violation[] {
  const document = papers.filter(({ kind }) => kind === "receipt");
  const settled = new Map(
    capture.filter(({ verdict }) => verdict === "settles").map((row) => [row.order_id, row.amount_minor]),
  );
  const issued = new Map(document.map((row) => [row.order_id, row]));
  const totalOf = (content: Readonly<Record<string, unknown>>): unknown => {
    const { total } = content;
    return typeof total === "object" && total !== null && "minor" in total ? total.minor : undefined;
  };
  return [
    ...mustBeAlone(document, ({ order_id }) => order_id, "I24", "two receipts of one order"),
    ...document.flatMap((row) =>
      must(
        settled.get(row.order_id) === totalOf(row.content),
        "I24",
        row.document_id,
        "a receipt over money that did not come",
      ),
    ),
    ...[...settled.keys()].flatMap((id) => must(issued.has(id), "I24", id, "paid without a receipt")),
  ];
}

/** Orders are numbered once each. */
export const ordersAreNumbered = ({ order, counter }: Snapshot): readonly Violation[] => {
  const numbers = order.flatMap(({ number }) => (number === null ? [] : [number]));
  const counted = counter.find(({ name }) => name === "order")?.value ?? 0;
  return must(
    new Set(numbers).size === numbers.length && numbers.every((number) => number <= counted),
    "I08",
    "order",
    `numbers ${numbers.toSorted((a, b) => a - b).join(" ")}, counted ${counted}`,
  );
};
