import type { claimRoutes } from "#api/routes-claims";
import type { RowOf } from "#contracts/store";
import { type AnswerRefused, answerDispute } from "#engine/answer-dispute";
import { collectEvidence } from "#engine/collect-evidence";
import { invoiceByHand } from "#engine/invoice-by-hand";
import { transact } from "#engine/transact";
import { RequestProblem, notFound } from "../problem.ts";
import { ownId } from "../public-ids.ts";
import { readOrder } from "../read/orders.ts";
import { readPayment } from "../read/payments.ts";
import type { Call, Handlers } from "./call.ts";
import { refusal, wrongField, wrongFields } from "./refusals.ts";

async function invoiceOrder(call: Call<"invoiceOrder">) {
  const { till, shop, person, body } = call;
  const orderId = ownId("order", call.params.order);
  const made = await transact(till.ports, shop, (batch) => invoiceByHand(batch, person.userId, orderId, body));
  if (made.made === "refused") throw noInvoice(made.why);
  if (made.made === "wrong") throw wrongFields(...made.fields.map((field) => wrongField(`/${field}`, "field.format")));
  if (made.made === "missing")
    throw wrongFields(...made.fields.map((field) => wrongField(`/${field}`, "field.required")));
  till.node.wake("outbox");
  return readOrder(call, orderId);
}

const noInvoice = (why: "not-found" | "not-offered" | "nothing-paid" | "refunded"): RequestProblem => {
  switch (why) {
    case "not-found":
      return notFound();
    case "not-offered":
      return refusal("invoice.not-offered");
    case "nothing-paid":
      return refusal("invoice.not-paid");
    case "refunded":
      return refusal("invoice.refunded");
  }
};

/** Everything that proves a sale leaves the house here: who took it is on record. */
async function orderEvidence(call: Call<"orderEvidence">) {
  const { till, shop, person, reply, query } = call;
  const { ports } = till;
  const orderId = ownId("order", call.params.order);
  const file = await collectEvidence(ports, shop.businessId, orderId);
  if (!file) throw notFound();
  const at = ports.clock.now();
  const line: RowOf<"audit"> = {
    audit_id: ports.ids.uuid(at),
    actor: person.userId,
    act: "evidence",
    object_kind: "order",
    object_id: orderId,
    details: { form: query.form, root: file.root },
    at,
  };
  await ports.store.tx(shop.businessId, (tx) => tx.insert("audit", [line]));
  const bytes =
    query.form === "pdf"
      ? Buffer.from(await ports.documents.evidence(file))
      : Buffer.from(`${JSON.stringify(file, undefined, 2)}\n`);
  return reply
    .headers({
      "content-type": query.form === "pdf" ? "application/pdf" : "application/json",
      "content-disposition": `attachment; filename="evidence-${file.about.order.number ?? "cart"}.${query.form}"`,
      "cache-control": "no-store",
    })
    .send(bytes);
}

const noAnswer = ({ refused }: AnswerRefused): RequestProblem => {
  switch (refused) {
    case "not-found":
      return notFound();
    case "by-hand":
      return refusal("dispute.by-hand");
    case "closed":
      return refusal("dispute.closed");
    case "past-due":
      return refusal("dispute.past-due");
    case "sent":
      return refusal("dispute.sent");
  }
};

async function sendEvidence(call: Call<"sendEvidence">) {
  const { till, shop, person, params } = call;
  const paymentId = ownId("payment", params.payment);
  const refused = await answerDispute(till.ports, shop, person.userId, paymentId, params.dispute);
  if (refused) throw noAnswer(refused);
  till.node.wake("tasks");
  return readPayment(call, paymentId);
}

/** Invoices, evidence, disputes. */
export const claimHandlers: Handlers<keyof typeof claimRoutes> = { invoiceOrder, orderEvidence, sendEvidence };
