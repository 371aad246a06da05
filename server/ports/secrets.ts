import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** The key everything secret of this installation hangs on: 32 bytes. */
export type InstallationKey = Uint8Array;

const parseKey = (text: string, where: string): InstallationKey => {
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== 32) throw new Error(`${where} must hold 32 bytes in base64; it holds ${key.length}`);
  return key;
};

/**
 * The key as given (base64), else the one of the file, which is made (0600) when missing. Throws when what is there is
 * no key: a wrong key would make every stored secret unreadable.
 */
export function installationKey(given: string | undefined, file: string): InstallationKey {
  if (given !== undefined && given !== "") return parseKey(given, "COMPTOIR_SECRET_KEY");
  mkdirSync(dirname(file), { recursive: true });
  try {
    const descriptor = openSync(file, "wx", 0o600);
    writeSync(descriptor, `${randomBytes(32).toString("base64")}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return parseKey(readFileSync(file, "utf8"), file);
}

const sealedMark = "enc:v1:";

/** Encrypts a secret for the store (AES-256-GCM, a fresh nonce each time): `enc:v1:` and nonce, tag and text in base64. */
export function sealSecret(key: InstallationKey, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return sealedMark + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64");
}

function openSealed(key: InstallationKey, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed.slice(sealedMark.length), "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return undefined; // written with another key, or touched: there is no secret then
  }
}

function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch {
    return undefined;
  }
}

/** Resolves written values: `env:NAME`, `file:PATH`, `enc:v1:…`; anything else stands for itself. */
export function createSecretResolver(
  key: InstallationKey,
  environment: Readonly<Record<string, string | undefined>>,
): (written: string) => string | undefined {
  return (written) => {
    if (written.startsWith("env:")) return environment[written.slice(4)] || undefined;
    if (written.startsWith("file:")) return readSecretFile(written.slice(5));
    if (written.startsWith(sealedMark)) return openSealed(key, written);
    return written;
  };
}

/** A key for one purpose, made from the installation's. */
export const derivedKey = (key: InstallationKey, purpose: string): Uint8Array =>
  createHmac("sha256", key).update(purpose).digest();
