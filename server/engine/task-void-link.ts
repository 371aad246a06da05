import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { closedLink } from "#engine/request-payment";
import type { RunTask } from "#engine/task";

/** Makes a voided link unpayable at the provider too. If it turns out paid, that fact is applied: the money goes back. */
export const voidLink: RunTask = async (ports, shop, task) => {
  const [payment] = await ports.store.tx(shop.businessId, (tx) =>
    tx.find("payment", [{ payment_id: task.subject_id }]),
  );
  const rail = shop.rails.find(({ id }) => id === payment?.rail_id);
  if (!payment) return { done: true };
  // Nobody was told of a link that has no name at the provider.
  if (!rail || payment.provider_ref === null)
    return { done: true, apply: (batch) => closedLink(batch, payment.order_id) };
  const closed = await rail.plug.expireLink(payment.provider_ref, rail.settings, ports.http);
  if (!closed.ok) return { done: false, problem: closed };
  return {
    done: true,
    apply: async (batch) => {
      await applyPaymentFacts(batch, payment.rail_id, closed.facts, "call");
      if (closed.final) await batch.tx.updateIf("payment", { payment_id: { eq: payment.payment_id } }, { final: true });
      await closedLink(batch, payment.order_id);
    },
  };
};
