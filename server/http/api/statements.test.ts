import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";

let shops: TwoShops;
let cookie: string;

beforeAll(async () => {
  shops = await openTwoShops();
  const person = { name: "Ana", email: "ana@example.com" };
  const { token } = await shops.installation.accounts.seat(person, shops.here.businessId, "operator");
  cookie = `comptoir_session=${token}`;
});
afterAll(() => shops.close());

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

async function ask(method: string, path: string, sent: { bytes?: string; json?: object } = {}): Promise<Answer> {
  const answer = await fetch(`${shops.url}/api/v1/shops/here${path}`, {
    method,
    headers: {
      cookie,
      ...(sent.bytes === undefined ? {} : { "content-type": "text/csv" }),
      ...(sent.json === undefined ? {} : { "content-type": "application/json", "idempotency-key": randomUUID() }),
    },
    ...(sent.bytes === undefined ? {} : { body: sent.bytes }),
    ...(sent.json === undefined ? {} : { body: JSON.stringify(sent.json) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** What the books say is at the bank, in cents. */
async function bankBalance(): Promise<number> {
  const { body } = await ask("GET", "/ledger/balances");
  const accounts = body["accounts"] as { readonly account: string; readonly balance: { readonly minor: number } }[];
  return accounts.find(({ account }) => account === "asset:bank")?.balance.minor ?? 0;
}

const table = "Date;Tiers;Libellé;Montant\n20/11/2026;EDF;Facture;-80,00\n21/11/2026;IMPOTS;TVA;15,00";

describe("a statement", () => {
  it("is looked into, imported, listed, decided about and refused a second decision", async () => {
    const atBank = await bankBalance();
    const seen = await ask("POST", "/statements/preview?name=a.csv", { bytes: table });
    expect(seen).toMatchObject({
      status: 200,
      body: {
        readable: true,
        kind: "statement",
        entries: 2,
        known: 0,
        lines: [{ verdict: "odd" }, { verdict: "odd" }],
      },
    });
    const taken = await ask("POST", "/statements?name=a.csv", { bytes: table });
    expect(taken).toMatchObject({
      status: 201,
      body: { again: false, file: { fresh: 2, open: 2, importedBy: "Ana" } },
    });
    expect(await ask("POST", "/statements?name=b.csv", { bytes: table })).toMatchObject({ body: { again: true } });
    const longer = `${table}\n22/11/2026;LEA;Cadeau;12,00`;
    expect(await ask("POST", "/statements?name=c.csv", { bytes: longer })).toMatchObject({
      body: { file: { entries: 3, fresh: 1 } },
    });
    const files = await ask("GET", "/statements");
    expect((files.body["items"] as { name: string }[]).map(({ name }) => name).slice(0, 2)).toEqual(["c.csv", "a.csv"]);

    const open = await ask("GET", "/statement-entries?limit=2");
    const items = open.body["items"] as { id: string; name: string }[];
    expect(items).toHaveLength(2);
    expect(open.body["nextCursor"]).not.toBeNull();
    const lea = (await ask("GET", "/statement-entries")).body["items"] as { id: string; name: string }[];
    const { id } = lea.find(({ name }) => name === "LEA") ?? { id: "" };
    const decision = { act: "book", note: "a present" };
    expect(await ask("POST", `/statement-entries/${id}/decision`, { json: decision })).toMatchObject({
      status: 200,
      body: { state: "booked", note: "a present", decidedBy: "Ana" },
    });
    expect(await ask("POST", `/statement-entries/${id}/decision`, { json: decision })).toMatchObject({
      status: 409,
      body: { code: "statement.decided" },
    });
    expect((await bankBalance()) - atBank).toBe(1_200);
    const { id: other } = lea.find(({ name }) => name === "IMPOTS") ?? { id: "" };
    const match = { act: "match", paymentId: shops.here.objects.payment };
    // It is another sum than the payment's.
    expect(await ask("POST", `/statement-entries/${other}/decision`, { json: match })).toMatchObject({
      status: 409,
      body: { code: "statement.not-possible" },
    });
    expect(await ask("GET", "/reconciliation")).toMatchObject({ body: { openEntries: 3, runs: expect.any(Array) } });
  });

  it("that cannot be read is refused with its line, and a look says all that is wrong", async () => {
    const broken = "Date;Amount\n31/02/2026;1,00\n24/11/2026;1,0,0";
    expect(await ask("POST", "/statements?name=a.csv", { bytes: broken })).toMatchObject({
      status: 400,
      body: { code: "statement.unreadable", values: { line: 2, fault: "date" } },
    });
    expect((await ask("POST", "/statements/preview?name=a.csv", { bytes: broken })).body).toEqual({
      readable: false,
      problems: [
        { line: 2, fault: "date", given: "31/02/2026" },
        { line: 3, fault: "amount", given: "1,0,0" },
      ],
    });
  });
});

describe("a file of payouts", () => {
  const file = [
    "payout,arrives_on,line,kind,capture,amount,fee,currency",
    "po_1,2026-11-26,1,charge,cap-here,49.00,1.20,EUR",
  ].join("\n");
  it("is looked into and imported for its rail, and the margin of the order knows the fee", async () => {
    expect(await ask("POST", "/statements/preview?name=p.csv&rail=card-here", { bytes: file })).toMatchObject({
      body: { kind: "payout", entries: 1, lines: [{ verdict: "payout", text: "po_1", amount: { minor: 4_780 } }] },
    });
    expect(await ask("POST", "/statements?name=p.csv&rail=card-here", { bytes: file })).toMatchObject({
      status: 201,
      body: { file: { kind: "payout", fresh: 1 } },
    });
    const payment = await ask("GET", `/payments/${shops.here.objects.payment}`);
    expect(payment.body["margin"]).toMatchObject({
      paid: { minor: 4_900 },
      fees: { minor: 120 },
      messages: null,
      left: { minor: 4_780 },
    });
    expect(await ask("POST", "/statements?name=p.csv&rail=nothing", { bytes: file })).toMatchObject({ status: 404 });
  });
});
