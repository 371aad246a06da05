import type { Effect } from "#domain/effect";
import type { Draft, Wording } from "#domain/wording";

/** Something to say, and whether it is a notice. */
export type Said = { readonly message: Draft; readonly notice: boolean; readonly alone?: boolean };

/** The messages among effects. */
export const toSay = (effects: readonly Effect[]): readonly Said[] =>
  effects.flatMap((effect) =>
    effect.do === "say"
      ? [{ message: effect.message, notice: effect.notice ?? false, ...(effect.alone ? { alone: true } : {}) }]
      : [],
  );

/**
 * Joins a text to the message after it, so that one step is one message where it can be: replies are billed one by one
 * (WhatsApp, October 2026), and three bubbles in a row read as noise. Documents, pictures and product lists stay alone.
 */
export function joinTexts(said: readonly Said[], fits: (message: Draft) => boolean): readonly Said[] {
  const joined: Said[] = [];
  for (const next of said) {
    const last = joined.at(-1);
    const both =
      last && last.notice === next.notice && !last.alone && !next.alone && last.message.kind === "text"
        ? prepend(last.message.body, next.message)
        : undefined;
    if (both && fits(both)) joined[joined.length - 1] = { message: both, notice: next.notice };
    else joined.push(next);
  }
  return joined;
}

function prepend(text: Wording, message: Draft): Draft | undefined {
  if (!("body" in message) || message.kind === "product-list" || message.kind === "order-status") return undefined;
  return { ...message, body: { join: [text, message.body], by: "\n\n" } };
}
