import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

/** DER around a raw Ed25519 key (RFC 8410): a private one in PKCS 8, a public one as SubjectPublicKeyInfo. */
const privateHead = Buffer.from("302e020100300506032b657004220420", "hex");
const publicHead = Buffer.from("302a300506032b6570032100", "hex");

/** Signs with a key of 32 bytes (Ed25519), which serves nothing else. The public key goes with every signature. */
export function createSigner(seed: Uint8Array) {
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(publicHead.length);
  return {
    /** Raw, in base64. */
    publicKey: publicKey.toString("base64"),
    /** The signature in base64. */
    sign: (bytes: Uint8Array): string => sign(null, bytes, key).toString("base64"),
  };
}

/** Whether a signature is of this key over these bytes; false for anything that is no key or no signature. */
export function isSigned(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  try {
    const raw = Buffer.concat([publicHead, Buffer.from(publicKey, "base64")]);
    return verify(
      null,
      bytes,
      createPublicKey({ key: raw, format: "der", type: "spki" }),
      Buffer.from(signature, "base64"),
    );
  } catch {
    return false;
  }
}
