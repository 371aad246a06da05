import { randomFillSync } from "node:crypto";
import type { Ids } from "#engine/ports";

const pool = new Uint8Array(16 * 256);
let used = pool.length;

const randomBytes = (count: number): Uint8Array => {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
};

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const most = 0xfff;

/**
 * UUIDs of version 7 (RFC 9562 §5.7, method 1 of §6.2): 48 bits of time, a 12-bit counter, 62 bits of chance. Within one
 * maker each id is greater than the one before, even when the time stands still or goes back.
 */
export function createUuidIds(): Ids {
  let last = 0;
  let counter = 0;
  const step = (at: number): void => {
    if (at > last) {
      last = at;
      counter = ((randomBytes(1)[0] ?? 0) << 2) & 0x3ff;
    } else if (counter < most) counter += 1;
    else {
      last += 1;
      counter = 0;
    }
  };
  return {
    uuid(at) {
      step(at);
      const time = last.toString(16).padStart(12, "0");
      const r = randomBytes(8);
      const variant = 0x80 | ((r[0] ?? 0) & 0x3f);
      const tail = `${hex[r[2] ?? 0]}${hex[r[3] ?? 0]}${hex[r[4] ?? 0]}${hex[r[5] ?? 0]}${hex[r[6] ?? 0]}${hex[r[7] ?? 0]}`;
      const high = `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}`;
      return `${high}-${hex[variant]}${hex[r[1] ?? 0]}-${tail}`;
    },
  };
}
