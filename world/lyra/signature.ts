import { createHmac } from "node:crypto";

/** The keys a `kr-hash` is made with: `password` the server's, `sha256_hmac` the browser's. */
export type HashKey = "password" | "sha256_hmac";

/** `kr-hash`: HMAC-SHA-256 in hexadecimal over the exact text of `kr-answer` (official rest-php-sdk). */
export function hashOf(answer: string, key: string): string {
  return createHmac("sha256", key).update(answer, "utf8").digest("hex");
}

/** The fields of a signed post. `escaped` writes `\/` for `/` after signing, as some of Lyra's servers do. */
export function signedFields(
  answer: string,
  { name, key, source, escaped }: { name: HashKey; key: string; source: string | null; escaped: boolean },
): URLSearchParams {
  const fields = new URLSearchParams({
    "kr-hash-key": name,
    "kr-hash-algorithm": "sha256_hmac",
    "kr-answer": escaped ? answer.replaceAll("/", "\\/") : answer,
    "kr-answer-type": "V4/Payment",
    "kr-hash": hashOf(answer, key),
  });
  if (source !== null) fields.set("kr-src", source);
  return fields;
}
