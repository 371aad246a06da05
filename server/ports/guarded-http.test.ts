import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { HttpFailure, HttpRequest } from "#contracts/http-port";
import { createGuardedHttp } from "./guarded-http.ts";

const servers: Server[] = [];
const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const trusting = createGuardedHttp(() => true);
const guarded = createGuardedHttp(() => false);
afterAll(() => Promise.all([trusting.close(), guarded.close()]));

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url,
  headers: {},
  ...more,
});
const failureOf = async (work: Promise<unknown>): Promise<HttpFailure> => {
  try {
    await work;
  } catch (error) {
    return error as HttpFailure;
  }
  throw new Error("it was answered");
};

describe("the guard", () => {
  const inside = [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://localhost/",
    "http://localhost./",
    "http://[::1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0/",
    "http://10.0.0.1:5432/",
    "https://192.168.0.1/",
    "http://①②⑦.0.0.1/",
  ];
  const strange = ["file:///etc/passwd", "gopher://8.8.8.8/", "data:text/plain,x", "http://a:b@8.8.8.8/", "nonsense"];
  it.each([...inside, ...strange])("lets nothing out to %s", async (url) => {
    const failure = await failureOf(guarded.http(get(url)));
    expect(failure).toMatchObject({ name: "HttpFailure", reached: "no" });
  });
  it("trusts an origin exactly: its port and scheme too", async () => {
    const origin = await serve((_, response) => response.end("in"));
    const exact = createGuardedHttp((one) => one === origin);
    expect((await exact.http(get(`${origin}/path`))).status).toBe(200);
    const other = await serve((_, response) => response.end("in"));
    expect((await failureOf(exact.http(get(other)))).reached).toBe("no");
    await exact.close();
  });
  it("does not follow a redirect", async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end());
    expect((await trusting.http(get(origin))).status).toBe(302);
  });
});

describe("a request", () => {
  it("carries its method, headers and bytes, and gives the answer whole", async () => {
    const origin = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        response.writeHead(201, { "x-method": request.method ?? "", "set-cookie": ["a=1", "b=2"] });
        response.end(Buffer.concat(chunks));
      });
    });
    const answer = await trusting.http(get(origin, { method: "POST", body: new Uint8Array([0, 255, 10]) }));
    expect(answer).toMatchObject({ status: 201, headers: { "x-method": "POST", "set-cookie": "a=1, b=2" } });
    expect([...answer.body]).toEqual([0, 255, 10]);
  });
  it("surely did not arrive when nobody listens", async () => {
    expect((await failureOf(trusting.http(get("http://127.0.0.1:1/")))).reached).toBe("no");
  });
  it("may have arrived when the line broke", async () => {
    const origin = await serve((request) => request.socket.destroy());
    expect((await failureOf(trusting.http(get(origin, { method: "POST", body: "x" })))).reached).toBe("maybe");
  });
  it("may have arrived when no answer came in time", async () => {
    const origin = await serve(() => {});
    const failure = await failureOf(trusting.http(get(origin, { deadlineMs: 50 })));
    expect(failure).toMatchObject({ reached: "maybe", message: "no answer in time" });
  });
  it("is cut when the answer is larger than wanted", async () => {
    const origin = await serve((_, response) => response.end("x".repeat(100_000)));
    const failure = await failureOf(trusting.http(get(origin, { maxBytes: 1_000 })));
    expect(failure.message).toContain("larger than 1000");
  });
});
