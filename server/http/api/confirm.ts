import { type Currency, isCurrency } from "#domain/currency";
import { money } from "#domain/money";
import { confirmPayment } from "#engine/confirm-payment";
import { transact } from "#engine/transact";
import { notFound } from "../problem.ts";
import { ownId } from "../public-ids.ts";
import { readPayment } from "../read/payments.ts";
import type { Call } from "./call.ts";
import { refusal } from "./refusals.ts";

/** A person says that a payment's money has arrived. Confirmed again it is the payment as it stands. */
export async function confirmByHand(call: Call<"confirmPayment">) {
  const { till, shop, person, params, body } = call;
  const paymentId = ownId("payment", params.payment);
  const { minor, currency: code } = body.amount;
  const seen = isCurrency(code) ? money(minor, code satisfies Currency) : undefined;
  if (seen === undefined) throw refusal("payment.amount-changed");
  const done = await transact(till.ports, shop, (batch) => confirmPayment(batch, person.userId, paymentId, seen));
  if ("refused" in done) {
    if (done.refused === "not-found") throw notFound();
    throw refusal(done.refused === "changed" ? "payment.amount-changed" : "payment.not-by-hand");
  }
  for (const work of ["outbox", "tasks"] as const) till.node.wake(work);
  return readPayment(call, paymentId);
}
