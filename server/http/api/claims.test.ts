import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { verifyEvidence, writeEvidence } from "../../cli/evidence.ts";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let shops: TwoShops;
let cookie: string;
let folder: string;
beforeAll(async () => {
  shops = await openTwoShops();
  folder = mkdtempSync(join(tmpdir(), "comptoir-evidence-"));
  const person = { name: "Ana", email: "ana@example.com" };
  const { token } = await shops.installation.accounts.seat(person, shops.here.businessId, "owner");
  cookie = `comptoir_session=${token}`;
});
afterAll(async () => {
  await shops.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, body?: unknown, method = body === undefined ? "GET" : "POST") =>
  fetch(`${shops.url}/api/v1/shops/here${path}`, {
    method,
    headers: {
      cookie,
      "idempotency-key": randomUUID(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const json = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Record<string, never>;

const seller = {
  legalName: "Atelier Rose SARL",
  address: "12, rue des Tables-Claudiennes, 69001 Lyon",
  siret: "73282932000074",
  vatId: "FR44732829320",
  vatRegime: "normal",
  always: false,
  mentions: [],
};

/** Says who sells, and gives the seeded order a line to invoice. */
async function sayWhoSells(): Promise<void> {
  const { store } = shops.installation;
  const { businessId } = shops.here;
  await store.tx(businessId, async (tx) => {
    await tx.update("profile", [{ slug: "here", settings: { invoicing: seller } }]);
    const [order] = await tx.select("order", { number: { eq: 1 } });
    const line = {
      lineId: "RING",
      sku: "RING",
      name: { fr: "Bague" },
      options: {},
      quantity: 1,
      unitPrice: money(4_900, currency("EUR")),
      vatRate: 2_000,
    };
    if (order) await tx.update("order", [{ order_id: order.order_id, lines: [line] }]);
  });
  await store.installation.putBusiness({ businessId, slug: "here" });
  shops.server.node.shops.refresh();
}

describe("an invoice by hand", () => {
  const path = (): string => `/orders/${shops.here.objects.order}/invoice`;

  it("is refused until the shop says who sells; then it is issued once, shown, sent and audited", async () => {
    expect(await json(ask(path(), { name: "Léa Martin" }))).toMatchObject({ status: 409, code: "invoice.not-offered" });
    await sayWhoSells();
    expect(await json(ask("/settings/profile"))).toMatchObject({
      invoicing: { legalName: "Atelier Rose SARL", rules: "FR", ids: ["SIRET 73282932000074", "TVA FR44732829320"] },
    });
    expect(await json(ask(path(), { name: "Léa Martin", taxId: "732829321" }))).toMatchObject({
      status: 400,
      errors: [{ pointer: "/taxId", code: "field.format" }],
    });
    const order = `/orders/${shops.here.objects.order}`;
    expect(await json(ask(order))).toMatchObject({ invoiceable: { needs: [], asks: ["name", "taxId"] } });
    const year = new Date().getFullYear();
    const issued = {
      papers: [{ kind: "invoice", number: `F${year}-00001`, total: { minor: 4_900 } }],
      invoiceable: null,
    };
    expect(await json(ask(path(), { name: "Léa Martin" }))).toMatchObject(issued);
    expect(await json(ask(path(), { name: "Somebody else" }))).toMatchObject(issued);
    const [paper] = (await json(ask(order)))["papers"] as unknown as { id: string }[];
    const pdf = await ask(`/documents/${paper?.id}`);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    const { store } = shops.installation;
    const [acts, documents] = await store.tx(shops.here.businessId, (tx) =>
      Promise.all([tx.select("audit", { act: { eq: "invoice" } }), tx.select("document", { kind: { eq: "invoice" } })]),
    );
    expect(acts.length).toBeGreaterThan(0);
    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatchObject({
      previous_hash: null,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });
});

describe("evidence", () => {
  const path = (form: string): string => `/orders/${shops.here.objects.order}/evidence?form=${form}`;

  it("is given as a signed file and as a PDF, and who took it is on record", async () => {
    const file = await json(ask(path("json")));
    expect(file).toMatchObject({ format: "comptoir-evidence/1", about: { shop: { slug: "here" } } });
    const kept = join(folder, "taken.json");
    writeFileSync(kept, JSON.stringify(file));
    expect(await verifyEvidence(kept, undefined)).toMatchObject({ ok: true });
    const pdf = await ask(path("pdf"));
    expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(pdf.headers.get("content-disposition")).toContain('filename="evidence-1.pdf"');
    const acts = await shops.installation.store.tx(shops.here.businessId, (tx) =>
      tx.select("audit", { act: { eq: "evidence" } }),
    );
    expect(acts).toHaveLength(2);
  });

  it("is written by the command with its PDF; the check names what was changed in either", async () => {
    const out = join(folder, "proof.json");
    const lines = await writeEvidence(shops.installation, shops.here.objects.order, { shop: undefined, out });
    expect(lines.join("\n")).toContain("proof.pdf: the same to read");
    const key = /signed with the key (\S+)/.exec(lines.join("\n"))?.[1];
    expect(await verifyEvidence(out, key)).toMatchObject({ ok: true });
    expect((await verifyEvidence(out, "AAAA")).lines).toEqual(["it was signed by another installation"]);
    const pdf = readFileSync(join(folder, "proof.pdf"));
    writeFileSync(join(folder, "proof.pdf"), Buffer.concat([pdf, Buffer.from("\n")]));
    expect((await verifyEvidence(out, key)).lines).toEqual([
      expect.stringContaining("is not the PDF made of this file"),
    ]);
    writeFileSync(join(folder, "proof.pdf"), pdf);
    const text = readFileSync(out, "utf8");
    writeFileSync(out, text.replace('"total_minor": 4900', '"total_minor": 9900'));
    expect((await verifyEvidence(out, key)).lines).toEqual([
      "order: item 1 was changed",
      expect.stringContaining("is not the PDF made of this file"),
    ]);
    writeFileSync(out, "{}");
    await expect(verifyEvidence(out, key)).rejects.toThrow('cannot be read at "format"');
    await expect(writeEvidence(shops.installation, "1", { shop: undefined, out })).rejects.toThrow("--shop");
    await expect(writeEvidence(shops.installation, "99", { shop: "here", out })).rejects.toThrow("no order 99");
    await expect(writeEvidence(shops.installation, "x", { shop: "here", out })).rejects.toThrow('"x" is no order');
    await expect(writeEvidence(shops.installation, "1", { shop: "nobody", out })).rejects.toThrow("nobody");
  });
});

describe("a dispute", () => {
  it("is shown with its payment and answered once: the file is kept, the bank gets it by a task", async () => {
    const payment = `/payments/${shops.here.objects.payment}`;
    expect(await json(ask(payment))).toMatchObject({
      disputes: [{ id: "du-here", state: "opened", evidence: "none", way: "rail" }],
    });
    const answer = `${payment}/disputes/du-here/evidence`;
    const sent = await ask(answer, undefined, "POST");
    expect(sent.status).toBe(202);
    expect(await json(sent)).toMatchObject({ disputes: [{ evidence: "sending" }] });
    expect(await json(ask(answer, undefined, "POST"))).toMatchObject({ status: 409, code: "dispute.sent" });
    const [file] = await shops.installation.store.tx(shops.here.businessId, (tx) =>
      tx.select("file", { name: { eq: "evidence-1.pdf" } }),
    );
    expect(
      Buffer.from(file?.bytes ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
});
