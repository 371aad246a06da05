import type { statementRoutes } from "#api/routes-statements";
import type { PreviewLine, StatementPreview } from "#api/statement";
import type { StatementProblem } from "#domain/statement";
import { maskIban } from "#domain/qr/iban";
import { type EntryAct, decideEntry } from "#engine/decide-entry";
import { importPayouts } from "#engine/import-payouts";
import { type PreviewLine as Judged, importStatement, previewStatement } from "#engine/import-statement";
import type { Rail } from "#engine/shops";
import { notFound } from "../problem.ts";
import { ownId, publicId } from "../public-ids.ts";
import { listEntriesOfBank, listStatements, readEntry, readStatementFile } from "../read/statements.ts";
import type { Call, Handlers } from "./call.ts";
import { accepted, refusal } from "./refusals.ts";

type Upload = Pick<Call<"importStatement">, "till" | "shop" | "person" | "query" | "body">;

const bytesOf = ({ body }: Pick<Upload, "body">): Uint8Array => {
  if (!(body instanceof Uint8Array) || body.length === 0) throw refusal("file.empty");
  return body;
};

function railOf({ shop, query }: Upload): Rail | undefined {
  if (query.rail === undefined) return undefined;
  const rail = shop.rails.find(({ id }) => id === query.rail);
  if (!rail) throw notFound();
  return rail;
}

const problems = (all: readonly StatementProblem[]): StatementPreview => ({
  readable: false,
  problems: all.map(({ line, fault, given }) => ({ line, fault, given: given?.slice(0, 200) ?? null })),
});

const shownLine = ({ line, verdict }: Judged): PreviewLine => ({
  line: line.line,
  bookedOn: line.bookedOn,
  side: line.side,
  reversal: line.reversal,
  amount: line.amount,
  name: line.name ?? null,
  account: line.iban === undefined ? null : maskIban(line.iban),
  text: [...line.references, line.text].filter((one) => one !== "").join(" · "),
  verdict: verdict.verdict,
  reason: "reason" in verdict ? verdict.reason : null,
  paymentId: "paymentId" in verdict ? publicId("payment", verdict.paymentId) : null,
});

async function preview(call: Upload): Promise<StatementPreview> {
  const bytes = bytesOf(call);
  const rail = railOf(call);
  if (rail) return previewPayouts(call, rail, bytes);
  const seen = await previewStatement(call.till.ports, call.shop, bytes);
  if (!seen.ok) return problems(seen.problems);
  const { format, entries, known, pending, skipped, imported, lines } = seen;
  return {
    readable: true,
    kind: "statement",
    format,
    entries,
    known,
    pending,
    skipped,
    imported,
    lines: lines.map(shownLine),
  };
}

/** Each payout of a file as one line. */
async function previewPayouts({ till, shop }: Upload, rail: Rail, bytes: Uint8Array): Promise<StatementPreview> {
  const read = till.ports.readPayouts(bytes);
  if (!read.ok) return problems(read.problems);
  const { payouts, format, waiting } = read;
  const [known, twins] = await till.ports.store.tx(shop.businessId, async (tx) => [
    await tx.find(
      "payout",
      payouts.map(({ payoutRef }) => ({ rail_id: rail.id, payout_ref: payoutRef })),
    ),
    await tx.select("statement_file", { sha256: { eq: till.ports.hash(bytes) } }),
  ]);
  const refs = new Set(known.map(({ payout_ref }) => payout_ref));
  return {
    readable: true,
    kind: "payout",
    format,
    entries: payouts.length,
    known: refs.size,
    pending: waiting,
    skipped: 0,
    imported: twins.length > 0,
    lines: payouts.slice(0, 500).map(({ payoutRef, arrivesOn, amount, lines }) => ({
      line: lines[0]?.line ?? 0,
      bookedOn: arrivesOn,
      side: amount.minor < 0 ? "debit" : "credit",
      reversal: false,
      amount: { ...amount, minor: Math.abs(amount.minor) },
      name: rail.name,
      account: null,
      text: payoutRef,
      verdict: refs.has(payoutRef) ? "known" : "payout",
      reason: null,
      paymentId: null,
    })),
  };
}

async function take(call: Upload) {
  const bytes = bytesOf(call);
  const rail = railOf(call);
  const { till, shop, person, query } = call;
  const file = { name: query.name, bytes };
  const done = rail
    ? await importPayouts(till.ports, shop, person.userId, rail.id, file)
    : await importStatement(till.ports, shop, person.userId, file);
  if (!done.ok) {
    const [first] = done.problems;
    throw refusal("statement.unreadable", { line: first?.line ?? 0, fault: first?.fault ?? "unknown-format" });
  }
  for (const work of ["outbox", "tasks", "reconcile"] as const) till.node.wake(work);
  return { file: await readStatementFile(call, done.file.file_id), again: done.again };
}

function actOf(body: Call<"decideEntry">["body"]): EntryAct {
  switch (body.act) {
    case "match":
    case "return":
    case "take-back":
      return { act: body.act, paymentId: ownId("payment", body.paymentId) };
    case "match-refund":
      return { act: body.act, refundId: ownId("refund", body.refundId) };
    case "book":
    case "set-aside":
    case "again":
      return body;
  }
}

/** What the shop's bank and its providers say of its money. */
export const statementHandlers: Handlers<keyof typeof statementRoutes> = {
  previewStatement: preview,
  importStatement: take,
  statements: (call) => listStatements(call, call.query),
  statementEntries: (call) => listEntriesOfBank(call, call.query),
  async decideEntry(call) {
    const { till, shop, person, params, body } = call;
    const done = await decideEntry(till.ports, shop, person.userId, params.entry, actOf(body));
    accepted(done, { "not-possible": "statement.not-possible", stale: "statement.decided" });
    for (const work of ["outbox", "tasks"] as const) till.node.wake(work);
    return readEntry(call, params.entry);
  },
};
