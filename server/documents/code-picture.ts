import type { PaymentCode } from "#domain/payment-shows";
import { type Symbol, drawSymbol } from "#domain/qr/symbol";
import { writePng } from "./png.ts";

/** Light modules around a symbol, without which readers do not find it (ISO/IEC 18004: four). */
const quietZone = 4;
/** Pixels of a thread's picture across: large enough to be scanned off another phone's screen. */
const threadPixels = 640;
/** Pixels of a module on a page, where every byte counts and the browser scales. */
const pagePixels = 3;
/** The Swiss cross takes 7 mm of the 46 mm of a QR-bill's symbol (SIX, style guide). */
const crossShare = 7 / 46;

/**
 * A payment's code as PNG. For a thread in eight bits of red, green and blue, which is what WhatsApp takes; for a page in
 * one bit. Throws RangeError where the text is longer than any symbol holds.
 */
export function drawCode({ grammar, text }: PaymentCode, place: "thread" | "page"): Uint8Array {
  const symbol = drawSymbol(text);
  if (!symbol) throw new RangeError("the text is longer than any QR symbol holds");
  const modules = symbol.rows.length + 2 * quietZone;
  const scale = place === "page" ? pagePixels : Math.ceil(threadPixels / modules);
  const isDark = grammar === "swiss-bill" ? withCross(symbol, scale) : plain(symbol, scale);
  return writePng(modules * scale, isDark, place === "page" ? "one-bit" : "colours");
}

type Pixels = (x: number, y: number) => boolean;

const plain =
  ({ rows }: Symbol, scale: number): Pixels =>
  (x, y) =>
    rows[Math.floor(y / scale) - quietZone]?.[Math.floor(x / scale) - quietZone] === true;

/** The cross in the middle: white on black, with a white border. Level M reads what it covers. */
function withCross(symbol: Symbol, scale: number): Pixels {
  const under = plain(symbol, scale);
  const side = symbol.rows.length * scale;
  const half = (side * crossShare) / 2;
  const centre = side / 2 + quietZone * scale;
  // Of the square's half: the black begins inside a border of a fourteenth, the arms are 6 wide and 20 long of 32.
  const [black, arm, width] = [half * (6 / 7), half * (6 / 7) * (10 / 16), half * (6 / 7) * (3 / 16)];
  return (x, y) => {
    const [dx, dy] = [Math.abs(x + 0.5 - centre), Math.abs(y + 0.5 - centre)];
    if (dx > half || dy > half) return under(x, y);
    if (dx > black || dy > black) return false;
    return !((dx <= width && dy <= arm) || (dy <= width && dx <= arm));
  };
}
