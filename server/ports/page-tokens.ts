import { createHmac, timingSafeEqual } from "node:crypto";

/** The payment a page is about. Both ids are UUIDs. */
export type PagePayment = { readonly businessId: string; readonly paymentId: string };

/** Names of pay pages: whoever holds one sees the payment, and nobody can make one up. */
export type PageTokens = {
  /** 64 letters that fit into an address as they are. Throws on ids that are no UUIDs. */
  readonly write: (payment: PagePayment) => string;
  /** The payment of a token we wrote; undefined for anything else. */
  readonly read: (token: string) => PagePayment | undefined;
};

const idLength = 16;
/** Half of an HMAC-SHA-256, 128 bits: what RFC 2104 §5 holds to be the least. */
const macLength = 16;
/** 48 bytes in base64url fill 64 letters to the last bit, so a token is written in one way only. */
const shape = /^[A-Za-z0-9_-]{64}$/;

/** Makes and reads tokens under a key that serves nothing else. Nothing is stored: a token proves itself. */
export function createPageTokens(key: Uint8Array): PageTokens {
  const macOf = (ids: Uint8Array): Buffer => createHmac("sha256", key).update(ids).digest().subarray(0, macLength);
  return {
    write({ businessId, paymentId }) {
      const ids = Buffer.concat([bytesOf(businessId), bytesOf(paymentId)]);
      return Buffer.concat([ids, macOf(ids)]).toString("base64url");
    },
    read(token) {
      if (!shape.test(token)) return undefined;
      const bytes = Buffer.from(token, "base64url");
      const ids = bytes.subarray(0, 2 * idLength);
      if (!timingSafeEqual(macOf(ids), bytes.subarray(2 * idLength))) return undefined;
      return { businessId: uuidOf(ids.subarray(0, idLength)), paymentId: uuidOf(ids.subarray(idLength)) };
    },
  };
}

function bytesOf(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  if (bytes.length !== idLength || uuid.length !== 36) throw new RangeError(`"${uuid}" is no UUID`);
  return bytes;
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
