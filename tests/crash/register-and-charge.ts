import { setTimeout as pause } from "node:timers/promises";
import { merchantPhone, type Outside } from "./outside.ts";
import { Stuck, pageIn, personAt, until } from "./pay-and-refund.ts";

/** What was charged to the kept card, minor units. */
export const charged = 1_200;

/** A card registered and charged, by the ids the outside knows. */
export type CardVisit = {
  readonly userId: string;
  readonly phone: string;
  readonly said: readonly string[];
  /** The page where the card was left. */
  readonly session: string;
};

/** A page of ours; undefined while the server is dying. */
async function read(address: string): Promise<{ readonly text: string; readonly location: string } | undefined> {
  try {
    const answer = await fetch(address, { redirect: "manual" });
    return { text: await answer.text(), location: answer.headers.get("location") ?? "" };
  } catch {
    return undefined;
  }
}

/**
 * The merchant asks a customer for her card by a line; the customer leaves it on the page, nothing is paid; the merchant
 * charges it by another line, and the receipt comes.
 */
export async function registerAndCharge(outside: Outside, phone: string): Promise<CardVisit> {
  const { stripe } = outside;
  const customer = personAt(outside, phone);
  const merchant = personAt(outside, merchantPhone, "Rose");
  customer.say("bonjour");
  await until("an answer", () => customer.arrived().at(-1));
  const confirm = async (line: string): Promise<void> => {
    const before = merchant.arrived().length;
    merchant.say(line);
    await merchant.tapNewest(/"(mc:yes:\d+)"/, before);
  };
  await confirm(`+${phone} REGISTER lea@example.com`);
  const page = await until("a page for the card", () =>
    customer
      .arrived()
      .map((message) => pageIn(message, "card"))
      .findLast((found) => found !== undefined),
  );
  const session = await until("the provider's page", async () => {
    return /cs_test_\w+/.exec((await read(`${page}/go`))?.location ?? "")?.[0];
  });
  const left = stripe.pay(session);
  if (left.kind !== "saved") throw new Stuck(`no card could be left: ${left.kind}`);
  await until("the card to be kept", async () => {
    const told = (await read(`${page}?back=1`))?.text;
    await pause(300);
    return told?.includes("•••• 4242") ? true : undefined;
  });
  const paper = customer.arrived().filter(({ type }) => type === "document").length;
  await confirm(`12 EUR +${phone}`);
  await until("the receipt", () => customer.arrived().filter(({ type }) => type === "document")[paper]);
  return { userId: customer.user.id, phone, said: [...customer.said, ...merchant.said], session };
}

/** What is wrong with what became of such a visit: nothing when a card was kept once and charged once. */
export function cardFaults(
  { stripe }: Outside,
  rows: {
    readonly registrations: readonly {
      readonly registration_id: string;
      readonly provider_ref: string | null;
      readonly state: string;
      readonly card_id: string | null;
    }[];
    readonly cards: readonly { readonly card_id: string; readonly alias_hash: string; readonly state: string }[];
    readonly payments: readonly {
      readonly payment_id: string;
      readonly card_id: string | null;
      readonly state: string;
    }[];
  },
  { phone, session }: CardVisit,
): readonly string[] {
  const truth = stripe.truth();
  const ours = rows.registrations.filter(({ provider_ref }) => provider_ref === session);
  const [registration] = ours;
  const made = truth.sessions.filter(({ metadata }) => metadata["reference"] === registration?.registration_id);
  const kept = rows.cards.filter(({ card_id }) => card_id === registration?.card_id);
  const payments = rows.payments.filter(({ card_id }) => card_id !== null && card_id === registration?.card_id);
  const taken = truth.captures.filter(({ metadata }) =>
    payments.some(({ payment_id }) => payment_id === metadata["reference"]),
  );
  return [
    ...(ours.length === 1 && registration?.state === "done"
      ? []
      : [`${phone}: the registration is ${registration?.state}`]),
    ...(made.length === 1 ? [] : [`${phone}: ${made.length} pages for one card`]),
    ...(kept.length === 1 && kept[0]?.state === "live" ? [] : [`${phone}: ${kept.length} cards are kept`]),
    ...(payments.length === 1 && payments[0]?.state === "captured"
      ? []
      : [`${phone}: ${payments.length} charges, the first ${payments[0]?.state}`]),
    ...(taken.length === 1 && taken[0]?.amount === charged
      ? []
      : [`${phone}: the card was charged ${taken.map(({ amount }) => amount).join(", ") || "nothing"}`]),
  ];
}
