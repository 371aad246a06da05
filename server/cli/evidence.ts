import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { type EvidenceFault, type EvidenceFile, checkEvidence } from "#domain/evidence/evidence-file";
import { collectEvidence } from "#engine/collect-evidence";
import { readPublicId } from "../http/public-ids.ts";
import type { Installation } from "../installation.ts";
import { createSigner, isSigned } from "../ports/evidence-signer.ts";
import { derivedKey } from "../ports/secrets.ts";
import { printEvidence } from "../print-evidence.ts";
import { NoSuchShop } from "./no-such-shop.ts";

/** Which order, and where its evidence goes. */
export type EvidenceChoice = { readonly shop: string | undefined; readonly out: string };

/** An order that is not there, or a file that is no evidence. */
export class EvidenceRefused extends Error {
  override readonly name = "EvidenceRefused";
}

const hashOf = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const signerOf = ({ key }: Installation) => createSigner(derivedKey(key, "evidence"));
const beside = (file: string): string => `${file.replace(/\.json$/, "")}.pdf`;

/** Finds an order by its id (`ord_…`) in any shop, or by its number in one. */
async function findOrder({ store }: Installation, order: string, slug: string | undefined) {
  const all = await store.installation.businesses();
  const shops = slug === undefined ? all : all.filter((one) => one.slug === slug);
  if (slug !== undefined && shops.length === 0) throw new NoSuchShop(slug);
  const id = readPublicId("order", order);
  const number = /^#?\d{1,9}$/.test(order) ? Number(order.replace("#", "")) : undefined;
  if (id === undefined && number === undefined)
    throw new EvidenceRefused(`"${order}" is no order: write its id, such as ord_…, or its number.`);
  if (number !== undefined && shops.length > 1)
    throw new EvidenceRefused(`Several shops have an order ${number}: say which with --shop.`);
  for (const { businessId } of shops) {
    const [found] = await store.tx(businessId, (tx) =>
      id === undefined ? tx.select("order", { number: { eq: number ?? 0 } }) : tx.find("order", [{ order_id: id }]),
    );
    if (found) return { businessId, orderId: found.order_id };
  }
  throw new EvidenceRefused(`There is no order ${order}.`);
}

/** Writes the evidence of an order as JSON, and as a PDF beside it. Gives the lines to print. */
export async function writeEvidence(
  installation: Installation,
  order: string,
  { shop, out }: EvidenceChoice,
): Promise<readonly string[]> {
  const { store, clock } = installation;
  const { businessId, orderId } = await findOrder(installation, order, shop);
  const ports = {
    store,
    clock,
    hash: hashOf,
    signer: signerOf(installation),
    timeText: (at: number) => new Date(at).toISOString(),
  };
  const file = await collectEvidence(ports, businessId, orderId);
  if (!file) throw new EvidenceRefused(`There is no order ${order}.`);
  const pdf = await printEvidence(file);
  writeFileSync(out, `${JSON.stringify(file, undefined, 2)}\n`);
  writeFileSync(beside(out), pdf);
  const items = file.parts.reduce((sum, part) => sum + part.items.length, 0);
  return [
    `${out}: ${items} items in ${file.parts.length} parts, sealed as ${file.root}`,
    `${beside(out)}: the same to read (${pdf.byteLength} bytes)`,
    `signed with the key ${file.signature.publicKey}`,
  ];
}

const item = z.record(z.string(), z.unknown());
const shape = z.object({
  format: z.literal("comptoir-evidence/1"),
  about: z.object({
    shop: z.object({ slug: z.string(), name: z.string(), timeZone: z.string() }),
    order: z.object({ id: z.string(), number: z.number().nullable() }),
    madeAt: z.string(),
    language: z.string(),
  }),
  parts: z.array(z.object({ part: z.string(), items: z.array(item) })),
  manifest: z.array(z.object({ part: z.string(), hashes: z.array(z.string()) })),
  root: z.string(),
  signature: z.object({ algorithm: z.literal("Ed25519"), publicKey: z.string(), value: z.string() }),
});

function read(path: string): EvidenceFile {
  let plain: unknown;
  try {
    plain = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new EvidenceRefused(`${path} is no evidence: it is not JSON.`);
    throw error;
  }
  const file = shape.safeParse(plain);
  if (file.success) return file.data;
  const [issue] = file.error.issues;
  throw new EvidenceRefused(`${path} is no evidence: it cannot be read at "${issue?.path.join(".") ?? ""}".`);
}

function sentence(fault: EvidenceFault): string {
  switch (fault.fault) {
    case "changed":
      return `${fault.part}: item ${fault.item} was changed`;
    case "added":
      return `${fault.part}: item ${fault.item} was added`;
    case "removed":
      return `${fault.part}: item ${fault.item} of the sealed ones is gone or was changed`;
    case "lost-part":
      return `${fault.part}: the whole part is gone`;
    case "unknown-part":
      return `${fault.part}: the part was added`;
    case "head":
      return "what the file is about, or its list of hashes, was changed";
    case "signature":
      return "the signature does not fit";
    case "signer":
      return "it was signed by another installation";
  }
}

/** Checks a file and the PDF beside it. `key`: the public key it must be signed with. Gives what to print. */
export async function verifyEvidence(
  path: string,
  key: string | undefined,
): Promise<{ readonly ok: boolean; readonly lines: readonly string[] }> {
  const file = read(path);
  const verify = (publicKey: string, text: string, signature: string): boolean =>
    isSigned(publicKey, new TextEncoder().encode(text), signature);
  const lines = checkEvidence(file, hashOf, verify, key).map(sentence);
  const pdf = beside(path);
  if (pdf !== path && existsSync(pdf)) {
    const printed = Buffer.from(await printEvidence(file));
    if (!printed.equals(readFileSync(pdf))) lines.push(`${pdf} is not the PDF made of this file`);
  }
  if (lines.length > 0) return { ok: false, lines };
  const { shop, order, madeAt } = file.about;
  const said = key === undefined ? `signed with the key ${file.signature.publicKey}` : "signed with the key you named";
  return { ok: true, lines: [`unchanged since ${madeAt}: order ${order.number ?? order.id} of ${shop.name}, ${said}`] };
}
