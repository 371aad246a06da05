/** The fields of a notification (IPN), as the form-encoded body holds them. */
export type IpnPost = {
  /** The signed text, exactly as it was sent. */
  readonly answer: string;
  /** Hexadecimal HMAC. */
  readonly hash: string;
  /** Which key the sender says it used. */
  readonly hashKey: string;
  readonly hashAlgorithm: string;
};

/** Reads a notification's body; undefined when it is no form, or a field is missing or stands twice. */
export function readIpnPost(body: Uint8Array): IpnPost | undefined {
  let fields: URLSearchParams;
  try {
    fields = new URLSearchParams(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
  const one = (name: string): string | undefined => {
    const found = fields.getAll(name);
    return found.length === 1 ? found[0] : undefined;
  };
  const [answer, hash] = [one("kr-answer"), one("kr-hash")];
  const [hashKey, hashAlgorithm] = [one("kr-hash-key"), one("kr-hash-algorithm")];
  if (answer === undefined || hash === undefined || hashKey === undefined || hashAlgorithm === undefined)
    return undefined;
  return { answer, hash, hashKey, hashAlgorithm };
}
