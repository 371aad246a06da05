import { holdsCardNumber } from "#domain/card-number";
import type { Snapshot } from "./snapshot.ts";
import { type Violation, groupBy, must } from "./violation.ts";

/** Fields people write in; ids and numbers of providers may look like card numbers by chance. */
const written = new Set(["body", "caption", "text", "note", "title", "description", "name", "filename", "address"]);

/** Whether any text a person wrote holds a card number. */
function holdsCard(value: unknown, field: string): boolean {
  if (typeof value === "string") return written.has(field) && holdsCardNumber(value);
  if (Array.isArray(value)) return value.some((item) => holdsCard(item, field));
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, item]) => holdsCard(item, name));
}

const parsed = (body: Uint8Array): unknown => {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch {
    return { body: text };
  }
};

/** I10, I35: no card number is kept, in no text of ours and in no raw body. */
export const noCardNumbers = ({ message, inbox, raw_webhook, order, thread, notice }: Snapshot): readonly Violation[] =>
  [
    ...message.map((row) => [row.message_id, row.content] as const),
    ...inbox.map((row) => [row.event_id, row.event] as const),
    ...raw_webhook.map((row) => [row.body_hash, parsed(row.body)] as const),
    ...order.map(
      (row) =>
        [
          row.order_id,
          { note: row.note, address: row.address, text: row.lines.flatMap(({ options }) => Object.values(options)) },
        ] as const,
    ),
    ...thread.map((row) => [row.thread_id, { text: row.preview }] as const),
    ...notice.map(
      (row) => [row.notice_id, { text: Object.values(row.values).filter((one) => typeof one === "string") }] as const,
    ),
  ].flatMap(([id, value]) => must(!holdsCard(value, ""), "I35", id, "holds a card number"));

/** Everything that names another row names one that is there, and belongs to the same person. */
export function namesAreKnown({
  thread,
  message,
  order,
  payment,
  refund,
  identity,
  person,
}: Snapshot): readonly Violation[] {
  const people = new Set(person.map(({ person_id }) => person_id));
  const threads = new Map(thread.map((row) => [row.thread_id, row]));
  const orders = new Map(order.map((row) => [row.order_id, row]));
  const ofThread = (rows: readonly { readonly thread_id: string }[], what: string) =>
    rows.flatMap(({ thread_id }) =>
      must(threads.has(thread_id), "I20", thread_id, `a ${what} of a thread that is not there`),
    );
  return [
    ...ofThread(message, "message"),
    ...ofThread(order, "order"),
    ...ofThread(payment, "payment"),
    ...ofThread(refund, "refund"),
    ...thread.flatMap((row) => [
      ...must(people.has(row.person_id), "I20", row.thread_id, "a thread of nobody"),
      ...must(
        row.order_id === null || orders.has(row.order_id),
        "I20",
        row.thread_id,
        "talks about an order that is not there",
      ),
    ]),
    ...identity.flatMap((row) => must(people.has(row.person_id), "I20", row.value, "an identity of nobody")),
    ...order.flatMap((row) =>
      must(
        threads.get(row.thread_id)?.person_id === row.person_id,
        "I20",
        row.order_id,
        "its thread is another person's",
      ),
    ),
    ...payment.flatMap((row) =>
      must(
        orders.get(row.order_id)?.thread_id === row.thread_id,
        "I20",
        row.payment_id,
        "its order is in another thread",
      ),
    ),
  ];
}

/** Who asks for a refund without being a person: the till itself, the customer, the provider's own desk. */
const ownAccord = new Set(["till", "customer", "provider"]);

/** I37: every privileged act has one line in the audit trail, written in its own transaction. */
export function actsAreAudited({ refund, order, audit }: Snapshot): readonly Violation[] {
  const byOrder = groupBy(audit, ({ object_id }) => object_id);
  const linesOf = (orderId: string, ...acts: readonly string[]) =>
    (byOrder.get(orderId) ?? []).filter(({ act }) => acts.includes(act));
  return [
    ...refund
      .filter(({ requested_by }) => !ownAccord.has(requested_by))
      .flatMap((row) => {
        const lines = linesOf(row.order_id, "refund", "cancel").filter(
          ({ actor, at }) => actor === row.requested_by && at === row.created_at,
        );
        return must(
          lines.length >= 1,
          "I37",
          row.refund_id,
          "a refund a person made, without a line in the audit trail",
        );
      }),
    ...order.flatMap((row) => [
      ...must(
        row.state !== "shipped" || linesOf(row.order_id, "ship").length === 1,
        "I37",
        row.order_id,
        "shipped, audited otherwise",
      ),
      ...must(
        row.state !== "delivered" || linesOf(row.order_id, "deliver").length === 1,
        "I37",
        row.order_id,
        "delivered, audited otherwise",
      ),
    ]),
  ];
}
