import { canonicalJson } from "#domain/canonical-json";

/** One thing that is proved: plain JSON. */
export type EvidenceItem = Readonly<Record<string, unknown>>;
/** Things of one kind, in their order. */
export type EvidencePart = { readonly part: string; readonly items: readonly EvidenceItem[] };
/** What a file is about. Times are RFC 3339 in UTC. */
export type EvidenceAbout = {
  readonly shop: { readonly slug: string; readonly name: string; readonly timeZone: string };
  readonly order: { readonly id: string; readonly number: number | null };
  readonly madeAt: string;
  /** The language its readable form is in. */
  readonly language: string;
};

const format = "comptoir-evidence/1";

/** Conversation, order and money of one sale, hashed item by item and signed by the installation that kept them. */
export type EvidenceFile = {
  readonly format: string;
  readonly about: EvidenceAbout;
  readonly parts: readonly EvidencePart[];
  /** SHA-256 as hex of each item in canonical JSON, part by part. */
  readonly manifest: readonly { readonly part: string; readonly hashes: readonly string[] }[];
  /** SHA-256 as hex over format, about and manifest in canonical JSON: what is signed. */
  readonly root: string;
  readonly signature: { readonly algorithm: "Ed25519"; readonly publicKey: string; readonly value: string };
};

/** Hash of a text as hex. */
export type HashText = (text: string) => string;

const manifestOf = (parts: readonly EvidencePart[], hash: HashText) =>
  parts.map(({ part, items }) => ({ part, hashes: items.map((item) => hash(canonicalJson(item))) }));

const rootOf = (file: Pick<EvidenceFile, "format" | "about" | "manifest">, hash: HashText): string =>
  hash(canonicalJson({ format: file.format, about: file.about, manifest: file.manifest }));

/** Seals what was gathered. */
export function sealEvidence(
  about: EvidenceAbout,
  parts: readonly EvidencePart[],
  hash: HashText,
  signer: { readonly publicKey: string; readonly sign: (text: string) => string },
): EvidenceFile {
  const manifest = manifestOf(parts, hash);
  const root = rootOf({ format, about, manifest }, hash);
  const { publicKey } = signer;
  return {
    format,
    about,
    parts,
    manifest,
    root,
    signature: { algorithm: "Ed25519", publicKey, value: signer.sign(root) },
  };
}

/** What is wrong with a file. `item` counts from 1. */
export type EvidenceFault =
  | { readonly fault: "changed" | "added" | "removed"; readonly part: string; readonly item: number }
  | { readonly fault: "unknown-part" | "lost-part"; readonly part: string }
  /** What it is about, or its list of hashes, is not what was signed. */
  | { readonly fault: "head" }
  | { readonly fault: "signature" }
  /** Signed, but by another installation than the one that was asked for. */
  | { readonly fault: "signer" };

/** Checks a file against its own signature: what was changed is named item by item. Empty when all is as it was sealed. */
export function checkEvidence(
  file: EvidenceFile,
  hash: HashText,
  verify: (publicKey: string, text: string, signature: string) => boolean,
  expectedKey?: string,
): readonly EvidenceFault[] {
  const { signature, root, manifest, parts } = file;
  const faults: EvidenceFault[] = [];
  if (rootOf(file, hash) !== root) faults.push({ fault: "head" });
  if (!verify(signature.publicKey, root, signature.value)) faults.push({ fault: "signature" });
  if (expectedKey !== undefined && expectedKey !== signature.publicKey) faults.push({ fault: "signer" });
  const now = new Map(manifestOf(parts, hash).map(({ part, hashes }) => [part, hashes]));
  for (const { part, hashes } of manifest) {
    const found = now.get(part);
    if (found === undefined) faults.push({ fault: "lost-part", part });
    else faults.push(...compare(part, hashes, found));
  }
  const sealed = new Set(manifest.map(({ part }) => part));
  for (const part of now.keys()) if (!sealed.has(part)) faults.push({ fault: "unknown-part", part });
  return faults;
}

function compare(part: string, sealed: readonly string[], found: readonly string[]): readonly EvidenceFault[] {
  if (sealed.length === found.length)
    return sealed.flatMap((hash, n) => (hash === found[n] ? [] : [{ fault: "changed", part, item: n + 1 }]));
  const [known, there] = [new Set(sealed), new Set(found)];
  return [
    ...sealed.flatMap((hash, n) => (there.has(hash) ? [] : [{ fault: "removed", part, item: n + 1 } as const])),
    ...found.flatMap((hash, n) => (known.has(hash) ? [] : [{ fault: "added", part, item: n + 1 } as const])),
    // One of two equal items is gone, or is there once more.
    ...(new Set(sealed).size === sealed.length && new Set(found).size === found.length
      ? []
      : [{ fault: "changed", part, item: 1 } as const]),
  ];
}
