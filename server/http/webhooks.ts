import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { RawRequest } from "#contracts/raw-request";
import type { EngineNode } from "#engine/node";
import type { Ports } from "#engine/ports";
import { receiveWebhook } from "#engine/receive-webhook";

/** Meta's own bound for one post is 3 MB (facts of 2026); anything above is no webhook. */
const largestBody = 4 * 1024 * 1024;
const prefix = "/webhooks/";

/** Whether a request is for this listener: it is answered before any framework sees it, since it must cost little. */
export const isWebhook = (request: IncomingMessage): boolean => request.url?.startsWith(prefix) === true;

/** Providers send JSON or forms; a body that claims to be a file or is packed is none of theirs. */
function isReadable({ headers }: IncomingMessage): boolean {
  const packed = headers["content-encoding"];
  if (packed !== undefined && packed !== "identity") return false;
  const type = headers["content-type"];
  return type === undefined || /^(application\/(json|[\w.-]+\+json|x-www-form-urlencoded)|text\/plain)\b/i.test(type);
}

const refuse = (response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void => {
  // What is still coming is not read: the line is closed instead.
  response.writeHead(status, { ...headers, "content-length": "0", connection: "close" }).end();
};

/** Header names are lower case and repeated ones joined by ", " already: `node:http` does both. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> => headers as Record<string, string>; // only set-cookie is ever a list, and no provider sends one

function addressOf(url: string): { readonly kind: string; readonly id: string; readonly search: string } | undefined {
  const question = url.indexOf("?");
  const path = question < 0 ? url : url.slice(0, question);
  const slash = path.indexOf("/", prefix.length);
  if (slash < 0) return undefined;
  const kind = path.slice(prefix.length, slash);
  const id = path.slice(slash + 1);
  if (kind === "" || id === "" || id.includes("/")) return undefined;
  return { kind, id, search: question < 0 ? "" : url.slice(question + 1) };
}

/** Bytes and milliseconds a sender is still listened to once her post is refused: else she never hears why. */
const patience = { bytes: 8 * 1024 * 1024, time: 2_000 } as const;

/** Lets the rest of a post pass by, a bounded part of it, and answers then. */
function refuseAfter(request: IncomingMessage, response: ServerResponse, status: number): void {
  let size = 0;
  let answered = false;
  const answer = (): void => {
    clearTimeout(timer);
    if (!answered && !response.destroyed) refuse(response, status);
    answered = true;
  };
  const timer = setTimeout(answer, patience.time);
  request.on("data", (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > patience.bytes) answer();
  });
  request.on("end", answer);
  request.on("close", answer);
}

function readBody(request: IncomingMessage, done: (body: Uint8Array | "too-large") => void): void {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const onData = (chunk: Uint8Array): void => {
    size += chunk.length;
    if (size <= largestBody) return void chunks.push(chunk);
    request.off("data", onData);
    request.off("end", onEnd);
    done("too-large");
  };
  const onEnd = (): void => {
    const [only] = chunks;
    done(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size));
  };
  request.on("data", onData);
  request.on("end", onEnd);
}

/**
 * Answers `/webhooks/{kind}/{id}`: GET is the provider's handshake, POST a post. The answer's body is empty but for the
 * handshake; it is 200 only once what came is durable.
 */
export function createWebhookListener(ports: Ports, node: EngineNode): RequestListener {
  const receive = async (
    response: ServerResponse,
    address: { readonly kind: string; readonly id: string },
    request: RawRequest,
  ): Promise<void> => {
    const started = performance.now();
    try {
      const { status, body } = await receiveWebhook(ports, node.shops, node.intake, address, request);
      response.writeHead(status, {
        "content-length": String(Buffer.byteLength(body)),
        ...(body === "" ? {} : { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" }),
      });
      response.end(body);
    } catch (error) {
      ports.log.error("a webhook could not be looked at", { kind: address.kind, error: String(error) });
      ports.metrics.count("webhook_rejected_total", { channel: address.kind.slice(0, 40), reason: "store" });
      if (!response.headersSent) refuse(response, 503, { "retry-after": "5" });
    }
    ports.metrics.observe("webhook_ack_seconds", (performance.now() - started) / 1_000);
  };

  return (request, response) => {
    const { method, url = "" } = request;
    const address = addressOf(url);
    if (!address) return refuse(response, 404);
    if (method !== "GET" && method !== "POST") return refuse(response, 405, { allow: "GET, POST" });
    const query = address.search === "" ? {} : Object.fromEntries(new URLSearchParams(address.search));
    const raw = (body: Uint8Array): RawRequest => ({ method, query, headers: headersOf(request), body });
    if (method === "GET") {
      void receive(response, address, raw(new Uint8Array()));
      return;
    }
    if (!isReadable(request)) return refuseAfter(request, response, 415);
    if (Number(request.headers["content-length"] ?? 0) > largestBody) return refuseAfter(request, response, 413);
    readBody(request, (body) => {
      if (body === "too-large") refuseAfter(request, response, 413);
      else void receive(response, address, raw(body));
    });
  };
}
