import type { HttpAnswer, HttpRequest } from "#contracts/http-port";
import type { PaymentFact } from "#domain/payment";

/** A message as the paper channel sent it. */
export type Sent = {
  readonly to: { phone?: string };
  readonly message: Record<string, unknown>;
  readonly correlation: string;
};
/** How the outside answers. */
export type Answer = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;

const json = (body: unknown, status = 200): HttpAnswer => ({
  status,
  headers: {},
  body: new TextEncoder().encode(JSON.stringify(body)),
});

/** The outside on paper: takes every message, makes every link, refunds at once. */
export function paperWorld(now: () => number) {
  const sent: Sent[] = [];
  const looks: PaymentFact[] = [];
  const refund = ({ refundId, captureId, amount }: Record<string, unknown>): HttpAnswer => {
    const reference = String(captureId).replace("ch_", "").replace(/-\d+$/, "");
    const refundRef = `re_${String(refundId)}`;
    const fact = {
      reference,
      kind: "refund-changed",
      refundRef,
      refundId,
      captureId,
      amount,
      state: "done",
      at: now(),
    };
    return json([{ factId: `${refundRef}:done`, ...fact }]);
  };
  const behave = (request: HttpRequest): HttpAnswer => {
    const body = JSON.parse(String(request.body)) as Record<string, unknown>;
    if (request.url === "paper:look") return json(looks);
    if (request.url === "paper:look-charge") return json({ ok: true, facts: [], final: false });
    if (request.url === "paper:refund") return refund(body);
    if (request.url !== "paper:send") return json({});
    sent.push(body as unknown as Sent);
    return json({ id: `wamid.${sent.length}` });
  };
  return { sent, looks, behave, json };
}
