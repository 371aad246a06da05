import type { Understood } from "#contracts/journey";
import type { InboundContent } from "#domain/inbound";
import { maskIban, readIban } from "#domain/qr/iban";
import { journeyOf } from "#engine/advance-journey";
import type { Batch, ThreadDraft } from "#engine/batch";
import { stateOf } from "#engine/journey-slots";

/** What may be an account number: a country, two figures, then at least eight more signs, blanks between them or not. */
const accountLike = /\b[a-z]{2}[ -]?\d{2}(?:[ -]?[a-z0-9]){8,30}/giu;
/** A number as amounts are written, without what stands around it. */
const numberLike = /\d[\d.,'’\u00a0\u202f ]*(?:[.,]\d{1,3})?/u;

const reads = (batch: Batch, thread: ThreadDraft): "amount" | "account" | undefined => {
  const journey = journeyOf(batch, thread);
  return journey?.reads?.(stateOf(thread, journey.name) ?? journey.initial);
};

/** What the text holds of what the running journey asked for: an amount, or an account number, sealed. */
export function readFor(batch: Batch, thread: ThreadDraft, text: string): Pick<Understood, "amount" | "account"> {
  switch (reads(batch, thread)) {
    case "amount":
      return amountIn(batch, text);
    case "account":
      return accountIn(batch, text);
    case undefined:
      return {};
  }
}

/** An amount by the shop's own grammar; without a currency it is in the shop's. */
function amountIn({ ports, shop }: Batch, text: string): Pick<Understood, "amount"> {
  const context = { country: shop.country, currency: shop.currency, languages: shop.languages };
  const number = numberLike.exec(text)?.[0].trim();
  const candidates = number === undefined ? [text] : [text, number, `${number} ${shop.currency}`];
  for (const written of candidates) {
    const parsed = ports.parseCommand(written, context);
    if (parsed?.kind === "charge") return { amount: parsed.amount };
  }
  return {};
}

function accountIn({ ports }: Batch, text: string): Pick<Understood, "account"> {
  const account = firstAccount(text);
  if (account === undefined) return {};
  const { right, written } = account;
  if (right === undefined) return { account: { wrong: maskIban(written.replace(/[^\da-z]/giu, "").toUpperCase()) } };
  return { account: { sealed: ports.seal(right), shown: maskIban(right) } };
}

/**
 * The account number in a text. People write on after it, so words at its end are given up one by one until its check
 * digits fit; where none fits, what was written is wrong.
 */
function firstAccount(text: string): { readonly written: string; readonly right?: string } | undefined {
  const [written] = text.match(accountLike) ?? [];
  if (written === undefined) return undefined;
  const words = written.split(/[ -]/u);
  for (let count = words.length; count > 0; count--) {
    const part = words.slice(0, count).join(" ");
    const read = readIban(part);
    if (read.ok) return { written: part, right: read.value };
  }
  return { written };
}

/** The content as it may be kept: where she was asked for her account, its number is masked to country and last four. */
export function withoutAccount(batch: Batch, thread: ThreadDraft, content: InboundContent): InboundContent {
  if (content.kind !== "text" || reads(batch, thread) !== "account") return content;
  return { ...content, body: content.body.replace(accountLike, masked) };
}

/** Words that follow a right number stay; of what may be a mistyped one nothing stays but its ends. */
function masked(written: string): string {
  const found = firstAccount(written);
  if (found?.right === undefined) return maskIban(written.replace(/[^\da-z]/giu, "").toUpperCase());
  return maskIban(found.right) + written.slice(found.written.length);
}
