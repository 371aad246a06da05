import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest } from "#contracts/http-port";
import { downloadMedia, uploadMedia } from "./exchange-media.ts";
import { ours } from "./fixtures/settings.ts";

const bytes = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]);
const digest = createHash("sha256").update(bytes).digest();
const json = (body: unknown, status = 200): HttpAnswer => ({
  status,
  headers: {},
  body: new TextEncoder().encode(JSON.stringify(body)),
});

/** Answers in turn and remembers what it was asked. */
function line(...answers: readonly (HttpAnswer | HttpFailure)[]) {
  const asked: HttpRequest[] = [];
  const http: Http = (request) => {
    const answer = answers[asked.length];
    asked.push(request);
    if (answer === undefined) throw new Error(`nobody expected ${request.url}`);
    return answer instanceof HttpFailure ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { asked, http };
}

describe("an upload", () => {
  const file = { bytes, mimeType: "image/jpeg", filename: 'ring "54"\r\nx.jpg' };

  it("is a form with the file as it is, and the same each time", async () => {
    const { asked, http } = line(json({ id: "7001" }), json({ id: "7001" }));
    expect(await uploadMedia(file, ours, http)).toEqual({ outcome: "done", id: "7001" });
    await uploadMedia(file, ours, http);
    const [first] = asked;
    expect(first).toMatchObject({ method: "POST", url: "https://graph.example/v25.0/1001/media" });
    expect(asked[1]).toEqual(first);
    const form = await new Response(Uint8Array.from(first?.body as Uint8Array), {
      headers: { "content-type": first?.headers["content-type"] ?? "" },
    }).formData();
    const sent = form.get("file");
    expect([form.get("messaging_product"), form.get("type")]).toEqual(["whatsapp", "image/jpeg"]);
    expect(sent).toBeInstanceOf(File);
    if (!(sent instanceof File)) return;
    expect([sent.type, new Uint8Array(await sent.arrayBuffer())]).toEqual(["image/jpeg", bytes]);
    expect(sent.name).toContain("54");
  });

  it.each([
    ["an empty file", { bytes: new Uint8Array(), mimeType: "image/png" }],
    ["a picture over 5 MB", { bytes: new Uint8Array(5 * 1024 * 1024 + 1), mimeType: "image/png" }],
    ["a film over 16 MB", { bytes: new Uint8Array(16 * 1024 * 1024 + 1), mimeType: "video/mp4" }],
    ["a still sticker over 100 kB", { bytes: new Uint8Array(100 * 1024 + 1), mimeType: "image/webp" }],
    ["a type that is none", { bytes, mimeType: "picture\r\nx: y" }],
  ])("refuses %s without asking Meta", async (_name, refused) => {
    expect(await uploadMedia(refused, ours, line().http)).toMatchObject({ outcome: "failed" });
  });

  it("may be repeated after a cut line, an overload or an unreadable answer", async () => {
    for (const answer of [new HttpFailure("cut", "maybe"), json({}, 503), json("?"), json({ error: { code: 2 } }, 500)])
      expect(await uploadMedia(file, ours, line(answer).http)).toMatchObject({ outcome: "retry" });
  });

  it("is final when Meta refuses the file", async () => {
    const { http } = line(json({ error: { code: 131053, message: "no" } }, 400));
    expect(await uploadMedia(file, ours, http)).toMatchObject({ outcome: "failed" });
  });
});

describe("a download", () => {
  const announced = { mediaId: "7001", media: "image", sha256: digest.toString("base64") } as const;
  const found = (change: object = {}) =>
    json({ url: "https://files.example/7001", mime_type: "image/jpeg", sha256: "", file_size: 6, ...change });
  const delivered: HttpAnswer = { status: 200, headers: { "content-type": "image/jpeg" }, body: bytes };
  const gone: HttpAnswer = { status: 404, headers: {}, body: new Uint8Array() };

  it("asks for the address and then for the bytes, both with the token", async () => {
    const { asked, http } = line(found(), delivered);
    expect(await downloadMedia(announced, ours, http)).toEqual({
      outcome: "done",
      file: { bytes, mimeType: "image/jpeg" },
    });
    expect(asked.map(({ url }) => url)).toEqual([
      "https://graph.example/v25.0/7001?phone_number_id=1001",
      "https://files.example/7001",
    ]);
    for (const { headers, url } of asked) {
      expect(headers["authorization"]).toBe("Bearer an-access-token");
      expect(url).not.toContain("an-access-token");
    }
  });

  it("asks for a new address when the first has run out, once", async () => {
    const again = line(found(), gone, found(), delivered);
    expect(await downloadMedia(announced, ours, again.http)).toMatchObject({ outcome: "done" });
    const lost = line(found(), gone, found(), gone);
    expect(await downloadMedia(announced, ours, lost.http)).toMatchObject({ outcome: "failed" });
    expect(lost.asked).toHaveLength(4);
  });

  it("takes a hash in base64 or in hexadecimal, and no other file", async () => {
    const hex = { ...announced, sha256: digest.toString("hex") };
    expect(await downloadMedia(hex, ours, line(found(), delivered).http)).toMatchObject({ outcome: "done" });
    const wrong = { ...announced, sha256: createHash("sha256").update("x").digest("base64") };
    expect(await downloadMedia(wrong, ours, line(found(), delivered).http)).toMatchObject({ outcome: "failed" });
    const unannounced = { mediaId: "7001", media: "image" } as const;
    const { http } = line(found({ sha256: wrong.sha256 }), delivered);
    expect(await downloadMedia(unannounced, ours, http)).toMatchObject({ outcome: "failed" });
  });

  it.each([
    ["is larger than anything WhatsApp carries", { file_size: 100 * 1024 * 1024 + 1 }],
    ["is no picture", { mime_type: "text/html" }],
    ["is an active picture", { mime_type: "image/svg+xml" }],
    ["lies where the token must not go", { url: "http://files.example/7001" }],
    ["lies behind a name and a password", { url: "https://a:b@files.example/7001" }],
  ])("does not fetch a file that %s", async (_name, change) => {
    const { asked, http } = line(found(change));
    expect(await downloadMedia(announced, ours, http)).toMatchObject({ outcome: "failed" });
    expect(asked).toHaveLength(1);
  });

  it("goes without TLS only to the server of the settings", async () => {
    const local = { ...ours, graphUrl: "http://127.0.0.1:4999" };
    const { http } = line(found({ url: "http://127.0.0.1:4999/7001" }), delivered);
    expect(await downloadMedia(announced, local, http)).toMatchObject({ outcome: "done" });
  });

  it("comes back for a file that was cut short, and for a tired server", async () => {
    const half = { ...delivered, body: bytes.slice(0, 3) };
    for (const answers of [
      [found(), half],
      [found(), json({}, 502)],
      [json({}, 429)],
      [new HttpFailure("cut", "maybe")],
    ])
      expect(await downloadMedia(announced, ours, line(...answers).http)).toMatchObject({ outcome: "retry" });
  });
});
