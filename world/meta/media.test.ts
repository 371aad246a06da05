import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type JsonObject, parseObject, valueAt } from "./json.ts";
import { multipart, rehearse, type Rehearsal, rehearsed, smallFile } from "./rehearsal.ts";
import type { WireResponse } from "../wire.ts";

async function upload(
  stage: Rehearsal,
  mimeType: string,
  bytes: Uint8Array,
  fields: Readonly<Record<string, string>> = {},
) {
  const form = multipart({ messaging_product: "whatsapp", type: mimeType, ...fields }, mimeType, bytes);
  return stage.world.handle({
    method: "POST",
    path: "/v25.0/1001/media",
    headers: { authorization: "Bearer TOKEN", "content-type": form.contentType },
    body: form.body,
  });
}

function json(answer: WireResponse): JsonObject {
  return parseObject(answer.body) ?? {};
}

async function download(stage: Rehearsal, url: unknown, token: string): Promise<WireResponse> {
  const { pathname, search } = new URL(String(url));
  return stage.request("GET", `${pathname}${search}`.slice(1), token);
}

describe("uploads", () => {
  it("keep every byte, and come back in two hops with their hash", async () => {
    const stage = await rehearse();
    const bytes = Uint8Array.from([
      ...smallFile("image/png"),
      ...Array.from({ length: 256 }, (_, byte) => byte),
      13,
      10,
    ]);
    const { id } = json(await upload(stage, "image/png", bytes));
    const found = json(await stage.call("GET", `v25.0/${String(id)}?phone_number_id=1001`));
    expect(found).toMatchObject({ id, mime_type: "image/png", file_size: bytes.length, messaging_product: "whatsapp" });
    expect(found["sha256"]).toBe(createHash("sha256").update(bytes).digest("base64"));
    const file = await download(stage, found["url"], rehearsed.token);
    expect([file.status, Buffer.from(file.body).equals(Buffer.from(bytes))]).toEqual([200, true]);
  });

  it("can be sent, and are seen on the phone", async () => {
    const stage = await rehearse();
    const id = await stage.upload("image/jpeg");
    await stage.send({ messaging_product: "whatsapp", to: "+33612345678", type: "image", image: { id } });
    const message = stage.world.chat("lea", "1001").messages.at(-1);
    expect(message).toMatchObject({ type: "image", mediaId: id });
    expect(stage.world.media(id)?.bytes).toEqual(smallFile("image/jpeg"));
  });

  it.each([
    ["of an unknown type", "image/tiff", smallFile("image/tiff"), {}, 100],
    ["that are too large", "image/jpeg", new Uint8Array(5 * 1024 * 1024 + 1), {}, 131053],
    ["that are not what they claim", "image/png", Uint8Array.from([1, 2, 3]), {}, 131053],
    ["that are empty", "application/pdf", new Uint8Array(), {}, 131053],
    ["without messaging_product", "image/png", smallFile("image/png"), { messaging_product: "" }, 100],
  ])("%s are refused", async (_what, mimeType, bytes, fields, code) => {
    const stage = await rehearse();
    expect(valueAt(json(await upload(stage, mimeType, bytes, fields)), "error.code")).toBe(code);
  });

  it("are forgotten after 30 days, or when deleted", async () => {
    const stage = await rehearse();
    const id = await stage.upload("image/png");
    const other = await stage.upload("image/png");
    expect(json(await stage.call("DELETE", `v25.0/${other}`))).toEqual({ success: true });
    expect((await stage.call("GET", `v25.0/${other}`)).status).toBe(400);
    await stage.advance(30 * 86_400_000 - 1_000);
    expect((await stage.call("GET", `v25.0/${id}`)).status).toBe(200);
    await stage.advance(1_000);
    expect((await stage.call("GET", `v25.0/${id}`)).status).toBe(400);
  });

  it("make room: the oldest go beyond the cap", async () => {
    const stage = await rehearse({ limits: { mediaFiles: 3 } });
    const first = await stage.upload("image/png");
    for (let index = 0; index < 3; index += 1) await stage.upload("image/png");
    expect(stage.world.media(first)).toBeUndefined();
  });
});

describe("download addresses", () => {
  it("need the number's token and live five minutes; files from customers live seven days", async () => {
    const stage = await rehearse();
    stage.customer.sendFile("1001", { kind: "image", bytes: smallFile("image/png"), mimeType: "image/png" });
    await stage.advance(10);
    const image = valueAt(stage.bodies().at(-1), "entry[].changes[].value.messages[].image");
    const url = valueAt(image, "url");
    expect((await download(stage, url, rehearsed.token)).status).toBe(200);
    expect((await download(stage, url, "OTHER")).status).toBe(401);
    await stage.advance(5 * 60_000);
    expect((await download(stage, url, rehearsed.token)).status).toBe(404);
    const id = String(valueAt(image, "id"));
    const fresh = json(await stage.call("GET", `v25.0/${id}`))["url"];
    expect((await download(stage, fresh, rehearsed.token)).status).toBe(200);
    await stage.advance(7 * 86_400_000);
    expect((await stage.call("GET", `v25.0/${id}`)).status).toBe(400);
  });
});
