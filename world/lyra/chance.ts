import type { LyraChaos, LyraCounters } from "./model-types.ts";
import type { LyraState } from "./state.ts";

const hexDigits = "0123456789abcdef";
const codeLetters = "0123456789abcdefghijklmnopqrstuvwxyz";

function drawn(state: LyraState, letters: string, length: number): string {
  let text = "";
  for (let place = 0; place < length; place += 1) text += letters[Math.floor(state.ports.random() * letters.length)];
  return text;
}

/** A new id of 32 hexadecimal digits, as Lyra gives transactions, orders, tokens and tickets. */
export function newHexId(state: LyraState): string {
  return drawn(state, hexDigits, 32);
}

/** A new short code for a link, eight letters and digits. */
export function newLinkCode(state: LyraState): string {
  return drawn(state, codeLetters, 8);
}

/** A new form token; Lyra's are longer, and opaque too. */
export function newFormToken(state: LyraState): string {
  return drawn(state, codeLetters, 60);
}

/** Whether a fault of this share strikes. Draws no chance when the answer is certain. */
export function strikes(state: LyraState, share: number): boolean {
  if (share <= 0) return false;
  return share >= 1 || state.ports.random() < share;
}

/** No faults. */
export function calm(): LyraChaos {
  return {
    duplicate: 0,
    reorder: 0,
    delayMs: 0,
    lose: 0,
    loseNext: 0,
    loseAll: false,
    tamper: 0,
    escapedSlashes: false,
    apiTimeoutAfter: 0,
    apiTimeoutBefore: 0,
    apiError500: 0,
    technicalBefore: 0,
    technicalAfter: 0,
    rateLimited: 0,
    latencyMs: 0,
    captureFails: 0,
    refundFails: 0,
  };
}

/** Counters at zero. */
export function zeroCounters(): LyraCounters {
  return {
    apiCalls: 0,
    duplicated: 0,
    reordered: 0,
    lost: 0,
    tampered: 0,
    timedOutAfter: 0,
    timedOutBefore: 0,
    errors500: 0,
    technical: 0,
    rateLimited: 0,
    deliveryAttempts: 0,
    delivered: 0,
    refused: 0,
    gaveUp: 0,
  };
}
