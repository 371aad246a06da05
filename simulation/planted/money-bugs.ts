import type { PlantedBug } from "./bug.ts";

const facts = "server/engine/apply-payment-facts.ts";

/** Bugs that lose, double or misjudge money. */
export const moneyBugs: readonly PlantedBug[] = [
  {
    name: "amount not compared",
    seenAt: "CVE-2026-9189",
    patches: [
      {
        file: "server/domain/payment.ts",
        find: 'return sameMoney(payment.amount, amount) ? "settles" : "wrong-amount";',
        replace: 'return sameMoney(payment.amount, amount) || true ? "settles" : "wrong-amount";',
      },
    ],
  },
  {
    name: "surplus not returned",
    seenAt: "vendure #2620, #3065",
    patches: [
      {
        file: facts,
        find: 'await refundCapture(batch, capture, thread.thread_id, amount, reason, "till");',
        replace: "void refundCapture;",
      },
    ],
  },
  {
    name: "late failure undoes paid",
    seenAt: "out-of-order webhooks",
    patches: [
      {
        file: facts,
        find: 'if (payment.state !== "open" && payment.state !== "requested") return;',
        replace: 'if (order.state === "paid") order.state = "placed";',
      },
    ],
  },
  {
    name: "no reconciliation",
    seenAt: "medusa #13301",
    patches: [
      {
        file: "server/engine/node.ts",
        find: "inEachShop(reconcileShop),",
        replace: "inEachShop(async () => (reconcileShop ? 0 : 1)),",
      },
    ],
  },
  {
    name: "link made without a key",
    seenAt: "Stripe's idempotent requests",
    patches: [
      {
        file: "server/payments/stripe/checkout.ts",
        find: "stripe.checkout.sessions.create(parameters, { idempotencyKey }),",
        replace: "stripe.checkout.sessions.create(parameters, idempotencyKey ? {} : {}),",
      },
    ],
  },
  {
    name: "refund without key and look-up",
    seenAt: "eventyay #1406",
    patches: [
      { file: "server/engine/task-refund.ts", find: "if (task.attempts > 1 &&", replace: "if (task.attempts < 0 &&" },
      {
        file: "server/engine/task-refund.ts",
        find: "idempotencyKey: task.task_id,",
        replace: "idempotencyKey: `${task.task_id}:${task.attempts}`,",
      },
    ],
  },
  {
    name: "refunds not reserved",
    seenAt: "eventyay #1406",
    patches: [
      {
        file: "server/engine/refunds.ts",
        find: "{ left_minor: { add: -amount.minor } },",
        replace: "{ left_minor: { add: 0 } },",
      },
    ],
  },
  {
    name: "void link settles",
    seenAt: "vendure 7398a7211",
    patches: [
      {
        file: "server/domain/payment.ts",
        find: 'payment.state === "captured" || payment.state === "void" || payment.state === "expired"',
        replace: 'payment.state === "captured"',
      },
      {
        file: facts,
        find: 'return order.state === "placed" && order.revision === payment.revision ? "payable" : "paid";',
        replace: 'return order.state === "placed" || !payment ? "payable" : "paid";',
      },
    ],
  },
  {
    name: "payment revives a cancelled order",
    seenAt: "cal.com #11278",
    patches: [
      {
        file: "server/domain/payment.ts",
        find: 'payment.state === "captured" || payment.state === "void" || payment.state === "expired"',
        replace: 'payment.state === "captured"',
      },
      {
        file: facts,
        find: 'if (order.state === "cancelled") return "closed";',
        replace: 'if (order.state === "cancelled") return "payable";',
      },
    ],
  },
  {
    name: "payment moves backwards",
    seenAt: "out-of-order webhooks",
    patches: [
      {
        file: "server/domain/payment.ts",
        find: "rank[to] > rank[from];",
        replace: "rank[to] !== rank[from];",
      },
    ],
  },
  {
    name: "capture counted twice",
    seenAt: "pinelab-vendure-plugins #620",
    patches: [
      {
        file: facts,
        find: "if (fresh || (await adoptFact(batch, railId, fact.factId, known)))",
        replace: "if (fresh || (await adoptFact(batch, railId, fact.factId, known)) || true)",
      },
      {
        file: facts,
        find: 'if (counted) return stage === "booked" ? bookPromise(batch, known, counted, fact.amount) : undefined;',
        replace: "",
      },
      {
        file: facts,
        find: 'await batch.tx.insert("capture", [capture]);',
        replace: 'await batch.tx.insertNew("capture", [capture]);',
      },
    ],
  },
  {
    name: "refund that comes back is forgotten",
    seenAt: "late refund failures",
    patches: [{ file: "server/domain/refund.ts", find: 'done: ["failed"],', replace: "done: []," }],
  },
  {
    name: "refund or dispute without our reference is nobody's",
    seenAt: "found here by this simulation",
    patches: [
      {
        file: facts,
        find: 'if (!("captureId" in fact)) return undefined;',
        replace: "if (!known) return undefined;",
      },
    ],
  },
  {
    name: "an edit leaves the old link open",
    seenAt: "vendure 7398a7211",
    patches: [
      {
        file: "server/engine/edit-order.ts",
        find: 'if (order.state === "placed") await voidLinks(batch, order.order_id);',
        replace: "void voidLinks;",
      },
    ],
  },
];
