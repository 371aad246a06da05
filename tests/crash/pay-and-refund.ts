import { setTimeout as pause } from "node:timers/promises";
import type { PhoneMessage } from "../../world/meta/model-types.ts";
import { number, type Outside, whenTheBankPleases } from "./outside.ts";

/** What one customer did, by the ids the outside knows. */
export type Visit = {
  readonly userId: string;
  readonly phone: string;
  /** Her own messages. */
  readonly said: readonly string[];
  /** The link that an edit voided and that was paid all the same, and the one that settled the order. */
  readonly sessions: readonly [string, string];
};

/** Something that should have happened did not. */
export class Stuck extends Error {
  override readonly name = "Stuck";
}

/** Waits until `look` gives something; throws Stuck after `patience` milliseconds. */
export async function until<Found>(
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
  patience = 240_000,
): Promise<Found> {
  const deadline = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Stuck(`waited in vain for ${what}`);
    await pause(15);
  }
}

const has =
  (word: string) =>
  (message: PhoneMessage): boolean =>
    JSON.stringify(message.content).includes(word);
/** A page of the till's that a message leads to. */
export const pageIn = (message: PhoneMessage, kind = "pay"): string | undefined =>
  new RegExp(`http://[^"\\s]+/${kind}/[\\w-]+`).exec(JSON.stringify(message.content))?.[0];

/** The session the page's button leads to. The server may be dying: then she presses it again. */
async function sessionBehind(page: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${page}/go`, { redirect: "manual" });
    await answer.arrayBuffer();
    return /cs_test_\w+/.exec(answer.headers.get("location") ?? "")?.[0];
  } catch {
    return undefined;
  }
}

/** Somebody with a phone in her hand; the same one for the same number. */
export function personAt({ meta }: Outside, phone: string, name = "Léa") {
  const isKnown = meta.users().some(({ id }) => id === phone);
  const user = isKnown ? meta.user(phone) : meta.addUser({ id: phone, phone, name, language: "fr", country: "FR" });
  const said: string[] = [];
  const arrived = (): readonly PhoneMessage[] =>
    meta
      .chat(user.id, number)
      .messages.filter(({ from, status }) => from === "business" && ["delivered", "read"].includes(status));
  return {
    user,
    said,
    arrived,
    /** Taps the newest button whose id fits, once a message that has one came after `since` of them. */
    async tapNewest(button: RegExp, since: number): Promise<void> {
      const [message, id] = await until("a button", () =>
        arrived()
          .slice(since)
          .flatMap((one) => {
            const found = button.exec(JSON.stringify(one.content))?.[1];
            return found === undefined ? [] : [[one, found] as const];
          })
          .at(-1),
      );
      said.push(user.tapButton(number, message.id, id));
    },
    say: (text: string): void => void said.push(user.say(number, text)),
    /** Taps the button on the newest message that has it, once such a message came after `since` of them. */
    async tap(button: string, since: number): Promise<void> {
      const message = await until(`a button ${button}`, () =>
        arrived()
          .slice(since)
          .findLast(has(`"${button}"`)),
      );
      said.push(user.tapButton(number, message.id, button));
    },
  };
}

/** What is behind a link to pay that leads to another session than `old`, as it arrives. */
const linkFor = (person: ReturnType<typeof personAt>, old?: string): Promise<string> =>
  until("a link to pay", async () => {
    const page = person
      .arrived()
      .map((message) => pageIn(message))
      .findLast((found) => found !== undefined);
    const session = page === undefined ? undefined : await sessionBehind(page);
    return session === old ? undefined : session;
  });

/**
 * A customer orders a box and gets a link; while her bank thinks about it she orders a second box, gets a new link and
 * pays that one; her receipt comes; then the money of the old link comes as well and must be returned. `refund` is
 * called once she has her receipt.
 */
export async function payAndRefund(
  outside: Outside,
  phone: string,
  refund: (session: string) => Promise<void>,
): Promise<Visit> {
  const { stripe } = outside;
  const person = personAt(outside, phone);
  person.say("coffret");
  await person.tap("so:pay", 0);
  const old = await linkFor(person);
  const begun = stripe.captureLate(old, { afterMs: whenTheBankPleases });
  if (begun.kind !== "processing") throw new Stuck(`the first link could not be paid: ${begun.kind}`);
  const before = person.arrived().length;
  person.say("coffret");
  await person.tap("so:pay", before);
  const open = await linkFor(person, old);
  const paid = stripe.pay(open);
  if (paid.kind !== "paid") throw new Stuck(`the second link could not be paid: ${paid.kind}`);
  await until("the receipt", () => person.arrived().find(({ type }) => type === "document"));
  outside.bankPays();
  await refund(open);
  return { userId: person.user.id, phone, said: person.said, sessions: [old, open] };
}
