import type { SimulatedShop } from "./simulated-shops.ts";
import { lyraUrl } from "./simulated-shops.ts";
import type { Stage } from "./stage.ts";

const good = "4970100000000055";
const cards = {
  declined: "4970105100000004",
  notHerself: "4970110000000401",
  challenged: "4970100000000009",
  captureFails: "4970107000000001",
  refundRefused: "4970108000000009",
} as const;

/** In a rush all pay at the next full one of these, in milliseconds. */
const rushHour = 30_000;

/** Milliseconds until everybody pays. */
export const untilRushHour = (now: number): number => rushHour - (now % rushHour);

/** Whether a link leads to a page of Lyra's. */
export const isLyraLink = (link: string): boolean => link.startsWith(`${lyraUrl}/t/`);

/** Pays at Lyra, the way the dice fall: at once, twice, after a refusal, with trouble to come, or not at all. */
export function payByLyra(stage: Stage, link: string): void {
  const { lyra, kernel } = stage;
  const { chance } = kernel;
  kernel.note(`pay ${link.slice(-8)}`);
  if (stage.weather.rush) {
    kernel.after(untilRushHour(kernel.now()), () => void lyra.pay(link));
    return;
  }
  const way = chance.whole(1, 20);
  if (way <= 9) lyra.pay(link);
  else if (way <= 11) lyra.payTwice(link);
  else if (way <= 13) {
    lyra.pay(link, { card: chance.pick([cards.declined, cards.notHerself]) });
    kernel.after(chance.wait(2_000), () => void lyra.pay(link, { card: good }));
  } else if (way === 14) lyra.pay(link, { card: cards.challenged, challenge: chance.pick(["fail", "leave"]) });
  else if (way === 15) lyra.pay(link, { card: cards.challenged });
  else if (way === 16) lyra.pay(link, { card: cards.captureFails });
  else if (way === 17) lyra.pay(link, { card: cards.refundRefused });
  else if (way === 18) {
    lyra.leave(link);
    kernel.after(chance.wait(20_000), () => void lyra.pay(link));
  } else lyra.pay(link);
}

/** Does what somebody may try in vain: it was decided before. */
function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // Lyra refuses it: nothing happened.
  }
}

/** Banks have their say at Lyra, the merchant works in its Back Office, and strangers use what they know. */
export function stirLyra(stage: Stage): void {
  const { lyra, kernel } = stage;
  const { chance } = kernel;
  const { payments, refunds } = lyra.truth();
  for (const { uuid, detailedStatus } of payments.filter((one) => one.mode === "TEST")) {
    if (detailedStatus === "CAPTURED" && chance.strikes(0.05)) tryTo(() => lyra.chargeBack(uuid));
    // Only a notification tells of what is done in the office once a payment is final.
    if (stage.weather.banksLose === 0 && chance.strikes(0.1)) refundInOffice(stage, uuid);
  }
  for (const { uuid, state } of refunds)
    if ((state === "done" || state === "sent") && chance.strikes(0.08)) tryTo(() => lyra.refuseRefund(uuid));
  payWhatNobodyWasGiven(stage);
  for (const shop of stage.shops) void payInOtherMode(stage, shop);
}

/** Refunds what was taken, whole or in part; cancels what was not. */
function refundInOffice(stage: Stage, uuid: string): void {
  const { lyra, kernel, seen } = stage;
  const before = new Set(lyra.truth().refunds.map((one) => one.uuid));
  const amount = kernel.chance.strikes(0.5) ? kernel.chance.pick([500, 700]) : undefined;
  tryTo(() => lyra.refundInBackOffice(uuid, amount));
  const { payments, refunds } = lyra.truth();
  for (const made of refunds) if (!before.has(made.uuid)) seen.officeRefunds.add(made.uuid);
  if (payments.some((one) => one.uuid === uuid && one.detailedStatus === "CANCELLED")) seen.officeRefunds.add(uuid);
}

/** An order whose making was never answered stands beside the one that was given away: its address is in the office. */
function payWhatNobodyWasGiven({ lyra, kernel, shops, store }: Stage): void {
  const given = new Set(
    shops.flatMap(({ businessId }) => store.committed(businessId, "payment").map((row) => row.provider_ref)),
  );
  const open = lyra.truth().orders.filter(({ mode, status }) => mode === "TEST" && status === "RUNNING");
  for (const { orderId, paymentOrderId } of open) {
    if (given.has(paymentOrderId)) continue;
    const twin = open.some((one) => one.orderId === orderId && given.has(one.paymentOrderId));
    if (twin && kernel.chance.strikes(0.5)) lyra.pay(paymentOrderId);
  }
}

/** Somebody pays an order of the same name in the shop's other mode: with test cards, if the till is in production. */
async function payInOtherMode({ lyra, kernel }: Stage, { lyra: { shopId, otherPassword } }: SimulatedShop) {
  const named = lyra.truth().orders.filter((one) => one.shopId === shopId && one.mode === "TEST");
  if (named.length === 0 || !kernel.chance.strikes(0.4)) return;
  const { orderId, amount, currency } = kernel.chance.pick(named);
  const answer = await lyra
    .handle({
      method: "POST",
      path: "/api-payment/V4/Charge/CreatePaymentOrder",
      headers: {
        authorization: `Basic ${Buffer.from(`${shopId}:${otherPassword}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: new TextEncoder().encode(
        JSON.stringify({ amount, currency, orderId, channelOptions: { channelType: "URL" } }),
      ),
    })
    .catch(() => undefined);
  const link = /"paymentURL":"([^"]+)"/.exec(new TextDecoder().decode(answer?.body))?.[1];
  if (link !== undefined) lyra.pay(link);
}
