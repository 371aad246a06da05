import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { serveMeta } from "./face-http.ts";
import { parseObject, valueAt } from "./json.ts";
import { rehearse } from "./rehearsal.ts";
import { sampleSends } from "./sample-sends.ts";

async function withFace(run: (url: string, stage: Awaited<ReturnType<typeof rehearse>>) => Promise<void>) {
  const stage = await rehearse();
  const face = await serveMeta(stage.world, { port: 0 });
  try {
    await run(face.url, stage);
  } finally {
    await face.close();
  }
}

const headers = { authorization: "Bearer TOKEN", "content-type": "application/json" };

it("answers the Graph API over HTTP, in UTF-8", () =>
  withFace(async (url, stage) => {
    const body = JSON.stringify(sampleSends["text"]);
    const answer = await fetch(`${url}/v25.0/1001/messages`, { method: "POST", headers, body });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json; charset=UTF-8"]);
    expect(stage.world.accepted().at(-1)?.body).toEqual(sampleSends["text"]);
  }));

it("takes uploads as browsers send them and gives them back at its own address", () =>
  withFace(async (url) => {
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", "text/plain");
    form.set("file", new Blob(["prix: 49,90 €"], { type: "text/plain" }), "prix.txt");
    const { authorization } = headers;
    const upload = await fetch(`${url}/v25.0/1001/media`, { method: "POST", headers: { authorization }, body: form });
    const id = valueAt(parseObject(new Uint8Array(await upload.arrayBuffer())), "id");
    const found = await fetch(`${url}/v25.0/${String(id)}`, { headers: { authorization } });
    const address = String(valueAt(parseObject(new Uint8Array(await found.arrayBuffer())), "url"));
    expect(address.startsWith(url)).toBe(true);
    expect(await (await fetch(address, { headers: { authorization } })).text()).toBe("prix: 49,90 €");
    expect((await fetch(address)).status).toBe(401);
  }));

it("destroys the socket when the answer is swallowed", () =>
  withFace(async (url, stage) => {
    stage.world.setChaos({ apiTimeoutAfter: 1 });
    const body = JSON.stringify(sampleSends["text"]);
    await expect(fetch(`${url}/v25.0/1001/messages`, { method: "POST", headers, body })).rejects.toThrow(
      "fetch failed",
    );
    expect(stage.world.accepted().at(-1)).toMatchObject({ answered: false });
  }));

it("lets a port that is taken be known", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const stage = await rehearse();
  await expect(serveMeta(stage.world, { port })).rejects.toThrow("EADDRINUSE");
  other.close();
});
