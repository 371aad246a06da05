import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Cost of one hash (OWASP's minimum for scrypt, 2024): 128 MB would starve a small machine, 64 MB does not. */
const cost = { N: 2 ** 16, r: 8, p: 2, maxmem: 96 * 1024 * 1024 } as const;
const length = 32;

const derive = (password: string, salt: Uint8Array, { N, r, p }: { N: number; r: number; p: number }) =>
  new Promise<Buffer>((resolve, reject) => {
    // The same letters typed on another keyboard must be the same password (RFC 8265).
    const typed = password.normalize("NFKC");
    scrypt(typed, salt, length, { N, r, p, maxmem: cost.maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

/** Hashes a password with a salt of its own: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64"), key.toString("base64")].join("$");
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password is the hashed one. Without a hash (nobody has this address) the same work is done, so that time
 * does not tell which addresses exist.
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString("hex"));
  const [, n, r, p, salt = "", kept = ""] = (hash ?? (await nobody)).split("$");
  const expected = Buffer.from(kept, "base64");
  const key = await derive(password, Buffer.from(salt, "base64"), { N: Number(n), r: Number(r), p: Number(p) });
  return expected.length === key.length && timingSafeEqual(expected, key) && hash !== undefined;
}
