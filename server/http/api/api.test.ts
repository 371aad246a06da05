import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { typeOf } from "./files.ts";

let shops: TwoShops;
let cookie: string;
beforeAll(async () => {
  shops = await openTwoShops();
  const person = { name: "Ana", email: "ana@example.com" };
  const { token } = await shops.installation.accounts.seat(person, shops.here.businessId, "owner");
  cookie = `comptoir_session=${token}`;
});
afterAll(() => shops.close());

type Options = { readonly method?: string; readonly body?: unknown; readonly key?: string; readonly headers?: object };
const ask = (path: string, { method = "GET", body, key, headers = {} }: Options = {}) =>
  fetch(`${shops.url}/api/v1/shops/here${path}`, {
    method,
    headers: {
      cookie,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const json = async <Shape>(answer: Response | Promise<Response>): Promise<Shape> =>
  (await (await answer).json()) as Shape;

describe("a message", () => {
  const draft = { kind: "text", clientId: "client-0001", body: "Bonjour Léa" };
  const path = (): string => `/threads/${shops.here.objects.thread}/messages`;
  it("needs a key", async () => {
    const answer = await ask(path(), { method: "POST", body: draft });
    expect(answer.status).toBe(400);
    expect(await json(answer)).toMatchObject({ type: expect.stringContaining("idempotency-key-missing") });
  });
  it("is written once however often the same press comes, and shows who wrote it", async () => {
    const key = randomUUID();
    const first = await ask(path(), { method: "POST", body: draft, key });
    expect(first.status).toBe(202);
    const sent = await json<{ items: { id: string; clientId: string; authorName: string; authorMe: boolean }[] }>(
      first,
    );
    expect(sent.items[0]).toMatchObject({
      clientId: "client-0001",
      authorName: "Ana",
      authorMe: true,
      status: "queued",
    });
    const again = await ask(path(), { method: "POST", body: draft, key });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([202, "true"]);
    expect(await json(again)).toEqual(sent);
    const other = await ask(path(), { method: "POST", body: { ...draft, body: "Autre" }, key });
    expect(other.status).toBe(422);
    const { items } = await json<{ items: { content: { body: string } }[] }>(ask(path()));
    expect(items.filter(({ content }) => content.body === "Bonjour Léa")).toHaveLength(1);
  });
  it("takes the thread over from the bot, until it is given back", async () => {
    const thread = `/threads/${shops.here.objects.thread}`;
    await ask(path(), { method: "POST", body: { ...draft, body: "Je prends la main" }, key: randomUUID() });
    expect(await json(ask(thread))).toMatchObject({ owner: "human", ownerUser: { name: "Ana", me: true } });
    expect(await json(ask(`${thread}/give-back`, { method: "POST" }))).toMatchObject({ owner: "bot", ownerUser: null });
  });
});

describe("a list", () => {
  it("comes in pages that lead on, and its cursors cannot be made up", async () => {
    for (const _ of [1, 2, 3])
      await shops.installation.store.tx(shops.here.businessId, (tx) =>
        tx.insert("notice", [
          {
            notice_id: randomUUID(),
            about: "x",
            severity: "note",
            text: "notice.hand-over",
            values: { reason: "r" },
            thread_id: null,
            order_id: null,
            state: "open",
            created_at: Date.now(),
          },
        ]),
      );
    type Page = { items: { id: string }[]; nextCursor: string | null };
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Page = await json(ask(`/notices?state=all&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`));
      seen.push(...page.items.map(({ id }) => id));
      ({ nextCursor: cursor } = page);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(4);
    const first = await json<Page>(ask("/notices?state=all&limit=1"));
    expect((await ask(`/notices?state=done&cursor=${first.nextCursor}`)).status).toBe(400);
    expect((await ask("/notices?cursor=WzEsIngiXQ.AAAAAAAAAAAAAAAA")).status).toBe(400);
  });
  it.each([
    ["/threads?search=06%2012%2034", "threads by a phone in any format"],
    ["/threads?view=awaiting-money", "threads that wait for money"],
    ["/orders?search=%231", "orders by number"],
    ["/payments?search=49.00", "payments by amount"],
    ["/payments?view=attention", "payments that need a person"],
    ["/ledger/entries?account=revenue:sales", "entries of an account"],
    ["/products?search=canary&view=all", "products by a word"],
    ["/dead-letters", "dead letters"],
  ])("answers %s: %s", async (path) => {
    const answer = await ask(path);
    expect(answer.status, await answer.clone().text()).toBe(200);
  });
  it("finds a person by her phone however it is written, and takes signs for signs", async () => {
    type Threads = { items: { id: string }[] };
    expect((await json<Threads>(ask("/threads?search=06+12+34+56+78"))).items).toHaveLength(1);
    expect((await json<Threads>(ask("/threads?search=%25"))).items).toHaveLength(0);
    expect((await json<Threads>(ask("/threads?search=nobody"))).items).toHaveLength(0);
  });
});

describe("money", () => {
  it("goes back in parts up to what came, never beyond", async () => {
    const path = `/orders/${shops.here.objects.order}/refunds`;
    const part = { amount: { minor: 900, currency: "EUR" } };
    const made = await ask(path, { method: "POST", body: part, key: randomUUID() });
    expect(made.status).toBe(202);
    expect(await json(made)).toMatchObject({
      amount: part.amount,
      refunds: [{ state: "requested", requestedBy: "Ana" }],
    });
    const tooMuch = { amount: { minor: 4_001, currency: "EUR" } };
    const refused = await ask(path, { method: "POST", body: tooMuch, key: randomUUID() });
    expect(refused.status).toBe(409);
    expect(await json(refused)).toMatchObject({ type: expect.stringMatching(/too-much$/) });
    const dollars = { amount: { minor: 1, currency: "USD" } };
    expect((await ask(path, { method: "POST", body: dollars, key: randomUUID() })).status).toBe(400);
    const one = `/payments/${shops.here.objects.payment}`;
    expect(await json(ask(one))).toMatchObject({ refundable: { minor: 4_000 }, refunded: { minor: 900 } });
    const rest = await ask(`${one}/refunds`, { method: "POST", body: {}, key: randomUUID() });
    expect(await json(rest)).toMatchObject({ amount: { minor: 4_000 } });
    const none = await ask(`${one}/refunds`, { method: "POST", body: {}, key: randomUUID() });
    expect(await json(none)).toMatchObject({ type: expect.stringMatching(/nothing-paid$/) });
  });
  it("shows its books, which sum to nothing", async () => {
    const { sums } = await json<{ sums: { minor: number }[] }>(ask("/ledger/balances"));
    expect(sums.every(({ minor }) => minor === 0)).toBe(true);
    expect((await ask("/reconciliation")).status).toBe(200);
    expect(await json(ask("/summary"))).toMatchObject({ threads: { all: 1 } });
  });
});

describe("stock", () => {
  it("moves by one conditional statement", async () => {
    const path = `/products/${shops.here.objects.sku}/stock`;
    const move = (body: unknown) => ask(path, { method: "POST", body });
    expect(await json(move({ set: 5, expected: 3 }))).toMatchObject({ stock: 5 });
    expect((await move({ set: 9, expected: 3 })).status).toBe(409);
    expect((await move({ add: -6 })).status).toBe(409);
    const sold = await Promise.all(Array.from({ length: 8 }, () => move({ add: -1 })));
    expect(sold.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(await json(ask(`/products/${shops.here.objects.sku}`))).toMatchObject({ stock: 0 });
  });
});

describe("a connection", () => {
  it("never shows its secrets, keeps what is not named and refuses what does not fit", async () => {
    type Connections = { id: string; values: Record<string, unknown>; webhookUrl: string }[];
    const [number] = await json<Connections>(ask("/settings/connections"));
    expect(JSON.stringify(number)).not.toContain(`"appSecret":"${shops.here.canary}`);
    expect(number?.values["appSecret"]).toEqual({ secret: true, set: true, reference: null });
    expect(number?.webhookUrl).toBe(`${shops.url}/webhooks/whatsapp/wa-here`);
    const path = "/settings/connections/channel/wa-here";
    const base = { kind: "whatsapp", name: "Shop number" };
    const values = { accessToken: "EAAsecret", verifyToken: "word" };
    const put = await ask(path, { method: "PUT", body: { ...base, values } });
    expect(await json(put)).toMatchObject({ name: "Shop number", values: { phoneNumberId: { value: "1" } } });
    const [row] = await shops.installation.store.tx(shops.here.businessId, (tx) => tx.select("channel_account", {}));
    expect(row?.settings["accessToken"]).toMatch(/^enc:v1:/);
    expect(shops.installation.reveal(row?.settings["accessToken"] ?? "")).toBe("EAAsecret");
    for (const wrong of [
      { nonsense: "1" },
      { graphUrl: "file:///etc/passwd" },
      { appSecret: "env:HOME" },
      { wabaId: "" },
    ])
      expect((await ask(path, { method: "PUT", body: { ...base, values: wrong } })).status).toBe(400);
    const test = await ask(`${path}/test`, { method: "POST" });
    expect(await json(test)).toMatchObject({ ok: false, checks: [{ check: "settings" }, { outcome: "failed" }, {}] });
  });
});

describe("a file", () => {
  const upload = (bytes: Uint8Array<ArrayBuffer> | string, type: string, name = "a.png") =>
    ask(`/files?name=${encodeURIComponent(name)}`, { method: "POST", headers: { "content-type": type } }).then(() =>
      fetch(`${shops.url}/api/v1/shops/here/files?name=${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { cookie, "content-type": type },
        body: bytes,
      }),
    );
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  it("is what its bytes say, whatever its sender says", async () => {
    expect(await json(upload(png, "text/html"))).toMatchObject({ mimeType: "image/png", size: 11 });
    expect(await json(upload("<script>1</script>", "image/png"))).toMatchObject({
      mimeType: "application/octet-stream",
    });
    expect(typeOf(new TextEncoder().encode("a;b"), "text/csv")).toBe("text/csv");
    expect(typeOf(new TextEncoder().encode("<svg onload=x>"), "image/svg+xml")).toBe("application/octet-stream");
  });
  it("comes back byte for byte and cannot run here", async () => {
    const { url, name } = await json<{ url: string; name: string }>(upload(png, "image/png", "../../étiquette\n.png"));
    expect(name).toBe("étiquette.png");
    const back = await fetch(`${shops.url}${url}`, { headers: { cookie } });
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(png);
    expect(back.headers.get("x-content-type-options")).toBe("nosniff");
    expect(back.headers.get("content-security-policy")).toContain("sandbox");
    const page = await ask(`/files/${shops.here.objects.file}`);
    expect(page.headers.get("content-type")).toBe("application/octet-stream");
    expect(page.headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await fetch(`${shops.url}${url}`)).status).toBe(401);
  });
  it("is refused when it is too large, or claims to be somewhere on this machine", async () => {
    expect((await upload(new Uint8Array(17 * 1024 * 1024), "image/png")).status).toBe(413);
    const told = await upload('{"files":[{"filepath":"/etc/passwd"}]}', "application/json");
    expect(await json(told)).toMatchObject({ mimeType: "application/octet-stream" });
  });
  it("is a receipt as PDF", async () => {
    const receipt = await ask(`/documents/${shops.here.objects.document}`);
    expect(receipt.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await receipt.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
});

describe("the live stream", () => {
  const listen = async (headers: Record<string, string> = {}) => {
    const abort = new AbortController();
    const answer = await ask("/live", { headers: { ...headers } });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    return {
      status: answer.status,
      until: async (wanted: string): Promise<string> => {
        while (!text.includes(wanted)) {
          const part = await reader?.read();
          if (part === undefined || part.done) throw new Error(`the stream ended: ${text}`);
          text += part.value;
        }
        return text;
      },
      end: async () => {
        abort.abort();
        await reader?.cancel();
      },
    };
  };
  it("tells what changes here, and what another process changed", async () => {
    const stream = await listen();
    const { thread } = shops.here.objects;
    await ask(`/threads/${thread}/typing`, { method: "POST" });
    await stream.until('"resource":"typing"');
    await ask(`/threads/${thread}/take-over`, { method: "POST" });
    await stream.until(`"resource":"thread","id":"${thread}"`);
    // Straight into the store, as another process would.
    await shops.installation.store.tx(shops.here.businessId, (tx) =>
      tx.updateIf("order", { state: { eq: "paid" } }, { changed_at: Date.now() }),
    );
    await stream.until(`"resource":"order","id":"${shops.here.objects.order}"`);
    await stream.end();
  });
  it("goes on where a reader left, and says so when it cannot", async () => {
    const first = await listen();
    const seen = /^id: (\S+)/m.exec(await first.until("id: "))?.[1] ?? "";
    await first.end();
    await ask(`/threads/${shops.here.objects.thread}/give-back`, { method: "POST" });
    const second = await listen({ "last-event-id": seen });
    await second.until('"resource":"thread"');
    await second.end();
    const lost = await listen({ "last-event-id": "other-start-12" });
    await lost.until('"resource":"reset"');
    await lost.end();
  });
});
