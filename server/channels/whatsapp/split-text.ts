import type { OutboundMessage } from "#domain/outbound";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * A text over `limit` UTF-16 units as several messages whose bodies concatenate to it; anything else as it is.
 * A part ends after a line, else after a word, else between two characters as a reader sees them.
 */
export function splitMessage(message: OutboundMessage, limit: number): readonly OutboundMessage[] {
  if (message.kind !== "text" || message.body.length <= limit) return [message];
  return splitText(message.body, limit).map((body) => ({ ...message, body }));
}

/** The parts of a text, each of 1 to `limit` UTF-16 units. */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = endOfPart(rest, limit);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === "" ? parts : [...parts, rest];
}

function endOfPart(rest: string, limit: number): number {
  // A little more than the limit, so that the segmenter sees what follows the last boundary.
  const window = graphemes.segment(rest.slice(0, limit + 64));
  const isBoundary = (end: number): boolean => window.containing(end)?.index === end;
  // In the first half a break would leave a part too short to be worth it.
  for (const mark of ["\n", " "]) {
    for (let at = rest.lastIndexOf(mark, limit - 1); at >= limit / 2; at = rest.lastIndexOf(mark, at - 1))
      if (isBoundary(at + 1)) return at + 1;
  }
  const boundary = window.containing(limit)?.index ?? limit;
  if (boundary > 0) return boundary;
  // One character as long as the limit: between code points, then, so that nothing is lost.
  return /[\uD800-\uDBFF]/.test(rest.charAt(limit - 1)) && limit > 1 ? limit - 1 : limit;
}
