import type { RowOf, Tx } from "#contracts/store";
import { type EntryVerdict, judgeEntry } from "#domain/match-statement";
import { type KeyedLine, type StatementContent, type StatementProblem, keyLines } from "#domain/statement";
import { type Batch } from "#engine/batch";
import { nearOf } from "#engine/near-entry";
import type { Ports } from "#engine/ports";
import { settleEntries } from "#engine/settle-entries";
import type { Shop } from "#engine/shops";
import { everyStatement, rowOf } from "#engine/statement-rows";
import { transact } from "#engine/transact";

/** Lines that are judged before an import; a longer file is imported all the same. */
const mostShown = 500;
/** Rounds of judging within the request; what is left the node's own rounds do. */
const roundsNow = 10;
const atOnce = 1_000;

/** A line as an import would take it. `known` came with an earlier file. */
export type PreviewLine = { readonly line: KeyedLine; readonly verdict: EntryVerdict | { readonly verdict: "known" } };
/** What a file would bring; nothing is written. */
export type StatementPreview = {
  readonly ok: true;
  readonly format: StatementContent["format"];
  readonly entries: number;
  readonly known: number;
  readonly pending: number;
  readonly skipped: number;
  /** Whether just this file was imported before. */
  readonly imported: boolean;
  readonly lines: readonly PreviewLine[];
};
export type Unreadable = { readonly ok: false; readonly problems: readonly StatementProblem[] };

/** What an import did. The same file again gives the first import back and changes nothing. */
export type StatementImported = { readonly ok: true; readonly file: RowOf<"statement_file">; readonly again: boolean };

function read(
  ports: Ports,
  shop: Shop,
  bytes: Uint8Array,
): (StatementContent & { ok: true; keyed: readonly KeyedLine[] }) | Unreadable {
  const { currency, statementSecret } = shop;
  const found = ports.readStatement(bytes, {
    currency,
    ...(statementSecret === undefined ? {} : { secret: statementSecret }),
  });
  if (!found.ok) return found;
  const hash = (text: string): string => ports.hash(new TextEncoder().encode(text));
  return { ...found, keyed: keyLines(found.lines, hash) };
}

async function knownKeys(tx: Tx, lines: readonly KeyedLine[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let from = 0; from < lines.length; from += atOnce) {
    const keys = lines.slice(from, from + atOnce).map(({ entryKey }) => ({ entry_key: entryKey }));
    for (const { entry_key } of await tx.find("statement_entry", keys)) known.add(entry_key);
  }
  return known;
}

/** Says what importing a file would do, line by line. */
export async function previewStatement(
  ports: Ports,
  shop: Shop,
  bytes: Uint8Array,
): Promise<StatementPreview | Unreadable> {
  const content = read(ports, shop, bytes);
  if (!content.ok) return content;
  const { keyed, format, pending, skipped } = content;
  return ports.store.tx(shop.businessId, async (tx) => {
    const known = await knownKeys(tx, keyed);
    const [twin] = await tx.select("statement_file", { sha256: { eq: ports.hash(bytes) } });
    const shown = keyed.slice(0, mostShown);
    const fresh = shown.filter(({ entryKey }) => !known.has(entryKey));
    const near = fresh.length === 0 ? undefined : await nearOf(tx, shop, fresh);
    return {
      ok: true,
      format,
      entries: keyed.length,
      known: known.size,
      pending,
      skipped,
      imported: twin !== undefined,
      lines: shown.map((line) => ({
        line,
        verdict: near === undefined || known.has(line.entryKey) ? { verdict: "known" } : judgeEntry(line, near),
      })),
    };
  });
}

/**
 * Imports a statement: its movements are on record in one commit, whole or not at all, each once whatever files it comes
 * in; then they are judged one after the other.
 */
export async function importStatement(
  ports: Ports,
  shop: Shop,
  actor: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<StatementImported | Unreadable> {
  const content = read(ports, shop, bytes);
  if (!content.ok) return content;
  const done = await transact(ports, shop, (batch) => keepFile(batch, actor, name, ports.hash(bytes), content));
  for (let round = 0; round < roundsNow; round++) if ((await settleEntries(ports, shop)) === 0) break;
  return { ok: true, ...done };
}

async function keepFile(
  { tx, ports, now, changes }: Batch,
  actor: string,
  name: string,
  sha256: string,
  { keyed, format, pending }: StatementContent & { readonly keyed: readonly KeyedLine[] },
): Promise<Omit<StatementImported, "ok">> {
  const fileId = ports.ids.uuid(now);
  const file: RowOf<"statement_file"> = {
    file_id: fileId,
    kind: "statement",
    sha256,
    name,
    format,
    entries: keyed.length,
    fresh: 0,
    pending,
    imported_by: actor,
    imported_at: now,
  };
  const [mine] = await tx.insertNew("statement_file", [file]);
  if (!mine) {
    const [twin] = await tx.select("statement_file", { sha256: { eq: sha256 } });
    if (!twin) throw new Error("a file that was imported before is missing");
    return { file: twin, again: true };
  }
  let fresh = 0;
  // In key order: two files with the same movements wait for each other and never in a circle.
  const rows = keyed
    .map((line) => rowOf(line, { fileId, format, now }))
    .toSorted((a, b) => (a.entry_key < b.entry_key ? -1 : 1));
  for (let from = 0; from < rows.length; from += atOnce)
    fresh += (await tx.insertNew("statement_entry", rows.slice(from, from + atOnce))).length;
  await tx.update("statement_file", [{ file_id: fileId, fresh }]);
  await tx.insert("audit", [
    {
      audit_id: ports.ids.uuid(now),
      actor,
      act: "import-statement",
      object_kind: "statement",
      object_id: fileId,
      details: { name, format, entries: keyed.length, fresh },
      at: now,
    },
  ]);
  changes.push(everyStatement);
  return { file: { ...file, fresh }, again: false };
}
