import { lookup } from "node:dns";
import { type LookupFunction, isIP } from "node:net";
import { Agent, type Dispatcher, request as send } from "undici";
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest } from "#contracts/http-port";
import { instant, seconds } from "#domain/instant";
import { isPrivateAddress } from "./private-addresses.ts";

/** What an answer may take and weigh when the request does not say. */
const standard = { deadline: seconds(20), bytes: 20 * 1024 * 1024 } as const;
/** Connections to one origin: a channel account at full speed has hundreds of sends under way. */
const connections = 512;

/** Whether an address inside may be called: it is written as a base address in an applied shop file. */
export type TrustsOrigin = (origin: string) => boolean | Promise<boolean>;

/** The guarded client and its end. */
export type GuardedHttp = { readonly http: Http; readonly close: () => Promise<void> };

class Blocked extends Error {
  override readonly name = "Blocked";
  readonly code = "ERR_BLOCKED";
}

/** Resolves once and hands the connection only public addresses: what was checked is what is connected to. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error || first === undefined) return done(error ?? new Blocked(`${hostname} has no address`), []);
    if (found.some(({ address }) => isPrivateAddress(address)))
      return done(new Blocked(`${hostname} is an address inside this network`), []);
    return options.all ? done(null, found) : done(null, first.address, first.family);
  });
};

const agent = (guard: { readonly lookup: LookupFunction } | undefined): Agent =>
  new Agent({
    connections,
    keepAliveTimeout: seconds(30),
    connect: { timeout: seconds(8), ...guard },
  });

/** Codes of failures before a byte of the request left. */
const unsent = new Set([
  "ERR_BLOCKED",
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_INVALID_ARG",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
]);

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? "" : codeOf(error.cause);
};

function failure(error: unknown, late: boolean): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : String(error);
  const message = late ? "no answer in time" : code === "" ? said : `${code}: ${said}`;
  return new HttpFailure(message, unsent.has(code) ? "no" : "maybe");
}

const flat = (headers: Dispatcher.ResponseData["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );

async function readBody(body: Dispatcher.ResponseData["body"], most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    if (size > most) {
      body.destroy();
      throw new HttpFailure(`the answer is larger than ${most} bytes`, "maybe");
    }
    chunks.push(bytes);
  }
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, size);
}

function addressOf(request: HttpRequest): URL {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") throw new HttpFailure("not a web address", "no");
  if (url.username !== "" || url.password !== "") throw new HttpFailure("an address with a name and password", "no");
  return url;
}

/**
 * The only way out. Addresses inside (this machine, private networks, cloud metadata) are refused when connecting, so
 * neither a name nor a second answer of the name service leads in; an origin the owner wrote as a base address is
 * trusted exactly. No redirects, no proxy of the environment, no retries.
 */
export function createGuardedHttp(trusts: TrustsOrigin): GuardedHttp {
  const guarded = agent({ lookup: publicLookup });
  const open = agent(undefined);

  const dispatcherFor = async (url: URL): Promise<Agent> => {
    const trusted = trusts(url.origin);
    if (trusted === true || (trusted !== false && (await trusted))) return open;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    // A literal address is connected to without asking the name service.
    if (isIP(host) !== 0 && isPrivateAddress(host))
      throw new HttpFailure(`${host} is an address inside this network`, "no");
    return guarded;
  };

  const http: Http = async (request): Promise<HttpAnswer> => {
    const url = addressOf(request);
    const dispatcher = await dispatcherFor(url);
    const { deadlineMs = standard.deadline, maxBytes = standard.bytes } = request;
    const abort = new AbortController();
    const timeout = setTimeout(() => abort.abort(), deadlineMs);
    try {
      const answer = await send(url, {
        dispatcher,
        method: request.method,
        headers: { ...request.headers, ...request.headersAt?.(instant(Date.now())) },
        body: request.body ?? null,
        signal: abort.signal,
        headersTimeout: deadlineMs,
        bodyTimeout: deadlineMs,
      });
      return { status: answer.statusCode, headers: flat(answer.headers), body: await readBody(answer.body, maxBytes) };
    } catch (error) {
      throw failure(error, abort.signal.aborted);
    } finally {
      clearTimeout(timeout);
    }
  };
  return {
    http,
    close: async () => {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}
