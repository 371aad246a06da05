import type { MetaUser, PhoneMessage } from "../world/meta/model-types.ts";
import { openPhone, type Phone } from "./customer-phone.ts";
import { isLyraLink } from "./lyra-payer.ts";
import { payLink } from "./payer.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import type { Stage } from "./stage.ts";

/** Adds the merchant of a shop, who sells by text from her own phone. */
export const addMerchant = (stage: Stage, shop: SimulatedShop, n: number): MetaUser =>
  stage.meta.addUser({
    id: `m${n}`,
    name: "Rose",
    bsuid: `FR.99000000${n}`,
    country: "FR",
    language: "fr",
    phone: shop.merchantPhone,
  });

/** Numbers the merchant knows: of customers who show theirs, as they are now or were a while ago. */
const phonesOf = (stage: Stage, customers: readonly MetaUser[]): readonly string[] => {
  const ids = new Set(customers.map(({ id }) => id));
  return stage.meta.users().flatMap(({ id, phone }) => (ids.has(id) && phone !== undefined ? [`+${phone}`] : []));
};

const buttonsOf = ({ content }: PhoneMessage): readonly string[] =>
  [...JSON.stringify(content).matchAll(/"id":"(mc:[^"]+)"/g)].flatMap(([, id]) => (id === undefined ? [] : [id]));

type Line = (phone: string, chance: Stage["kernel"]["chance"]) => string;
const amountOf = (chance: Stage["kernel"]["chance"]): string => chance.pick(["12 EUR", "7,50 EUR", "31.20 EUR"]);

const registers: Line = (phone) => `${phone} REGISTER c@example.com`;
const charges: Line = (phone, chance) => `${amountOf(chance)} ${phone}`;

/** What she writes, more of what brings money. */
const lines: readonly Line[] = [
  charges,
  charges,
  charges,
  (phone, chance) => `${amountOf(chance)} ${phone} REGISTER c@example.com ORDER=A-${chance.whole(1, 9)}`,
  (phone, chance) => `${amountOf(chance)} ${phone} ASK c@example.com`,
  registers,
  (phone, chance) => `REGISTER ${phone} c${chance.whole(1, 2)}@example.com`,
  (_phone, chance) => amountOf(chance),
  (_phone, chance) => `REFUND ${chance.whole(1, 8)}${chance.strikes(0.5) ? " 3 EUR" : ""}`,
  (_phone, chance) => `STOCK SOAP +${chance.whole(1, 3)}`,
  () => "UNDO",
  () => "TODAY",
];

/** A merchant at her phone for a while: lines, written once or twice, confirmed, doubled, dropped or taken back. */
export async function sellByText(
  stage: Stage,
  shop: SimulatedShop,
  merchant: MetaUser,
  customers: readonly MetaUser[],
  turns: number,
): Promise<void> {
  const { chance } = stage.kernel;
  // She deals with one more than with others: her card is kept, charged and forgotten again.
  const [first, ...others] = phonesOf(stage, customers);
  const known = [first, first, first, others[0]].filter((one) => one !== undefined);
  if (known.length === 0) return;
  const phone = openPhone(stage, merchant, shop);
  const seen: (readonly [PhoneMessage, string])[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const usual = turn === 0 ? registers : turn > 2 && turn % 2 === 0 ? charges : undefined;
    const line = (usual && chance.strikes(0.8) ? usual : chance.pick(lines))(chance.pick(known), chance);
    for (let n = chance.strikes(0.1) ? 2 : 1; n > 0; n--) phone.attempt(() => phone.user.say(shop.phoneNumberId, line));
    const shown = await phone.hear(20_000);
    for (const message of shown)
      for (const id of buttonsOf(message)) if (id.startsWith("mc:yes:")) seen.push([message, id]);
    await confirm(stage, phone, seen);
    await phone.ponder(chance.pick([300, 4_000]));
    followAsked(stage, shop);
    if (turn < 2) await phone.hear(10_000);
    if (chance.strikes(0.05)) stage.kernel.after(chance.wait(3_000), () => forgetCard(stage, shop, customers));
  }
}

/** Taps what was shown last: once, twice, or an older one as well; says yes or no; or leaves it. */
async function confirm(stage: Stage, phone: Phone, seen: readonly (readonly [PhoneMessage, string])[]): Promise<void> {
  const { chance } = stage.kernel;
  const number = phone.shop.phoneNumberId;
  const last = seen.at(-1);
  if (!last) return;
  const tap = ([message, id]: readonly [PhoneMessage, string]): boolean =>
    phone.attempt(() => phone.user.tapButton(number, message.id, id));
  const way = chance.whole(1, 20);
  if (way <= 13) tap(last);
  else if (way <= 15) {
    tap(last);
    if (chance.strikes(0.5)) await phone.ponder(200);
    tap(last);
  } else if (way === 16) tap(chance.pick(seen));
  else if (way === 17) phone.attempt(() => phone.user.say(number, "oui"));
  else if (way === 18) phone.attempt(() => phone.user.say(number, "non"));
  else if (way === 19 && chance.strikes(0.5)) {
    tap(last);
    await phone.ponder(400);
    phone.attempt(() => phone.user.say(number, "UNDO"));
  }
  await phone.hear(8_000);
}

/** Customers follow what they were asked for by a line: they pay, or leave their card. */
function followAsked(stage: Stage, shop: SimulatedShop): void {
  const { chance } = stage.kernel;
  const { store } = stage;
  const byTime = <Row extends { readonly created_at: number }>(rows: readonly Row[]): readonly Row[] =>
    rows.toSorted((one, other) => one.created_at - other.created_at);
  const asked = new Set(
    store.committed(shop.businessId, "order").flatMap(({ order_id, terms }) => (terms ? [order_id] : [])),
  );
  for (const { order_id, state, url } of byTime(store.committed(shop.businessId, "payment")))
    if (state === "open" && url !== null && asked.has(order_id) && chance.strikes(0.5)) payAsked(stage, url);
  for (const { state, url } of byTime(store.committed(shop.businessId, "registration")))
    if (state === "open" && url !== null && chance.strikes(0.6))
      stage.kernel.after(chance.wait(1_500), () => leaveCard(stage, url));
}

const cards = {
  good: "4242424242424242",
  asksHolder: "4000002500003155",
  neverPays: "4000000000000341",
  declined: "4000000000009995",
} as const;

const sessionIn = (url: string): string => /cs_test_\w+/.exec(url)?.[0] ?? "";

function payAsked(stage: Stage, url: string): void {
  const { chance } = stage.kernel;
  if (chance.strikes(0.4)) return payLink(stage, url);
  if (isLyraLink(url)) stage.lyra.pay(url, { consent: chance.strikes(0.7) });
  else stage.stripe.pay(sessionIn(url), { keepsCard: chance.strikes(0.7) });
}

/** She leaves a card: a good one, one that will be declined later, or none that is taken. */
function leaveCard(stage: Stage, url: string): void {
  const { chance } = stage.kernel;
  stage.kernel.note("leave a card");
  if (isLyraLink(url)) {
    stage.lyra.pay(url, { challenge: chance.pick(["complete", "complete", "fail"]) });
    return;
  }
  const card = chance.pick([cards.good, cards.good, cards.asksHolder, cards.neverPays, cards.declined]);
  stage.stripe.pay(sessionIn(url), { card });
}

/** A customer wants her card forgotten. */
function forgetCard(stage: Stage, shop: SimulatedShop, customers: readonly MetaUser[]): void {
  const customer = stage.kernel.chance.pick(customers);
  openPhone(stage, customer, shop).attempt(() => customer.say(shop.phoneNumberId, "oubliez ma carte svp"));
}
