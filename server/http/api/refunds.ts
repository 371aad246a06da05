import type { refundRoutes } from "#api/routes-refunds";
import type { RefundDecision } from "#api/refund-request";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { DecisionRefused, RefundDecision as Decision } from "#domain/refund-request";
import { audit } from "#engine/audit";
import { decideRefund } from "#engine/decide-refund";
import { markRefundSent } from "#engine/mark-sent";
import { transact } from "#engine/transact";
import { RequestProblem, notFound } from "../problem.ts";
import { ownId } from "../public-ids.ts";
import { shownRefund } from "../read/payments.ts";
import { listRefundRequests, readRefundRequest } from "../read/refund-requests.ts";
import { type Call, type Handlers, moneyOf } from "./call.ts";
import { refusal } from "./refusals.ts";

/** Why a decision was not carried out, as a problem. */
function problemOf({ refused, details, left }: DecisionRefused): RequestProblem {
  switch (refused) {
    case "not-found":
      return notFound();
    case "moved-on":
      return refusal("refund.moved-on");
    case "same-person":
      return refusal("refund.same-person");
    case "too-much":
      return refusal("refund.too-much", { left: moneyOf(left?.minor ?? 0, left?.currency ?? "EUR") });
    case "limit":
      return refusal("refund.limit", { reason: details ?? "" });
    case "not-by-hand":
      return refusal("refund.not-by-hand");
    case "nothing-paid":
    case "disputed":
      return new RequestProblem(refused);
    case "ceiling":
      // Bounds of people at the console do not exist; a merchant's are said in her chat.
      return new RequestProblem("conflict");
  }
}

/** The decision as the domain has it: fields that were left out are not there. */
const decisionOf = (given: RefundDecision): Decision => {
  if (given.decide !== "refuse") return given;
  const { words, ...others } = given;
  return words === undefined ? others : { ...others, words };
};

const wakeFor = ({ till }: Pick<Call<"decideRefund">, "till">): void => {
  for (const work of ["outbox", "tasks"] as const) till.node.wake(work);
};

async function decide(call: Call<"decideRefund">) {
  const { till, shop, person, body } = call;
  const requestId = ownId("refundRequest", call.params.request);
  await transact(till.ports, shop, async (batch) => {
    const [seen] = await batch.tx.find("refund_request", [{ request_id: requestId }]);
    if (!seen) throw notFound();
    if (seen.state !== body.expected) throw refusal("refund.moved-on");
    const decided = await decideRefund(batch, person.userId, requestId, decisionOf(body.decision));
    // Thrown inside: what was begun is undone with the transaction.
    if ("refused" in decided) throw problemOf(decided);
  });
  wakeFor(call);
  return readRefundRequest(call, requestId);
}

/** Shows the whole account number to whoever makes the transfer, and writes down who looked. */
async function showAccount(call: Call<"refundAccount">) {
  const { till, shop, person } = call;
  const requestId = ownId("refundRequest", call.params.request);
  const sealed = await transact(till.ports, shop, async (batch) => {
    const [request] = await batch.tx.find("refund_request", [{ request_id: requestId }]);
    if (!request) throw notFound();
    // Only while money is to go there: else nobody needs it.
    if (request.account === null || request.state !== "refunding") throw refusal("refund.no-account");
    await audit(batch, person.userId, "see-account", "order", request.order_id, { request: requestId });
    return request.account;
  });
  const account = till.ports.secret(sealed);
  if (account === undefined) throw refusal("refund.no-account");
  return { account };
}

async function sent(call: Call<"refundSent">) {
  const { till, shop, person, body } = call;
  const refundId = ownId("refund", call.params.refund);
  const row = await transact(till.ports, shop, async (batch) => {
    const [seen] = await batch.tx.find("refund", [{ refund_id: refundId }]);
    if (!seen) throw notFound();
    const amount = money(seen.amount_minor, currency(seen.currency));
    if (body.amount.minor !== amount.minor || body.amount.currency !== amount.currency)
      throw refusal("refund.other-amount", { amount: moneyOf(amount.minor, amount.currency) });
    const problem = await markRefundSent(batch, refundId, person.userId);
    if (problem) throw problemOf(problem);
    const [after] = await batch.tx.find("refund", [{ refund_id: refundId }]);
    return after ?? seen;
  });
  wakeFor(call);
  return shownRefund(row, await till.accounts.namesOf([row.requested_by]));
}

/** What customers ask back, and what people of the shop decide about it. */
export const refundHandlers: Handlers<keyof typeof refundRoutes> = {
  refundRequests: (call) => listRefundRequests(call, call.query),
  refundRequest: (call) => readRefundRequest(call, ownId("refundRequest", call.params.request)),
  decideRefund: decide,
  refundAccount: showAccount,
  refundSent: sent,
};
