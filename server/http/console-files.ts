import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isConsolePath } from "./console-paths.ts";
import { notFound } from "./problem.ts";
import { consolePolicy } from "./security-headers.ts";
import { setUpCookie } from "./session/cookies.ts";
import type { Till } from "./till.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

type Served = {
  readonly plain: Buffer;
  readonly packed: Buffer | undefined;
  readonly type: string;
  readonly fixed: boolean;
};

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Comptoir</title>
<p>The till runs. Its console was not built: <code>npm start</code> builds it.</p></html>`;

const pack = promisify(gzip);

async function load(folder: string, name: string): Promise<Served> {
  const plain = await readFile(join(folder, name));
  const type = types[extname(name)] ?? "application/octet-stream";
  const packed = /^(text|application\/json|image\/svg)/.test(type) ? await pack(plain) : undefined;
  // The bundler puts a hash into these names: what they hold never changes.
  return { plain, packed, type, fixed: name.startsWith("assets/") };
}

/** Whether a browser goes there; programs that take anything are no browsers. */
const isNavigation = ({ headers }: FastifyRequest): boolean => /text\/html/.test(headers.accept ?? "");
const takesPages = (request: FastifyRequest): boolean =>
  isNavigation(request) || /\*\/\*/.test(request.headers.accept ?? "*/*");

const ours = /^\/(api|webhooks|openapi\.json|reference|livez|readyz|metrics)(\/|$)/;

/**
 * The built console: its files by name, its page for each of its screens, so that they can be bookmarked, and with 404
 * for people who went astray. Only names that were in the folder are ever opened.
 */
export function consoleRoutes(app: FastifyInstance, till: Till): void {
  const config = { policy: "public" } as const;
  const schema = { hide: true } as const;
  const policy = consolePolicy(till.demo);
  const folder = till.consoleFolder;
  const files = new Map<string, Promise<Served>>();
  let names: Promise<ReadonlySet<string>> | undefined;

  const listed = async (): Promise<ReadonlySet<string>> => {
    if (folder === undefined || !existsSync(join(folder, "index.html"))) return new Set();
    names ??= readdir(folder, { recursive: true }).then((all) => new Set(all.map((one) => one.split(sep).join("/"))));
    return names;
  };
  const send = async (request: FastifyRequest, reply: FastifyReply, name: string): Promise<FastifyReply> => {
    const known = files.get(name) ?? load(folder ?? "", name);
    files.set(name, known);
    const { plain, packed, type, fixed } = await known;
    void reply.type(type).header("cache-control", fixed ? "public, max-age=31536000, immutable" : "no-cache");
    void reply.header("content-security-policy", policy).header("vary", "accept-encoding");
    if (packed === undefined || !/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(plain);
    return reply.header("content-encoding", "gzip").send(packed);
  };
  /** The page of every screen; it says itself where there is none. */
  const sendPage = async (request: FastifyRequest, reply: FastifyReply, isScreen: boolean): Promise<FastifyReply> => {
    if (isScreen ? !takesPages(request) : !isNavigation(request)) throw notFound();
    void reply.code(isScreen ? 200 : 404);
    if ((await listed()).size === 0) return reply.type(types[".html"] ?? "").send(notBuilt);
    return send(request, reply, "index.html");
  };

  app.get("/set-up", { config, schema }, async (request, reply) => {
    const { token } = request.query as { readonly token?: unknown };
    const isGood =
      typeof token === "string" && (await till.accounts.isFirstRun()) && (await till.accounts.isSetUpToken(token));
    if (!isGood) return sendPage(request, reply, false);
    // The token moves from the address into a cookie: addresses are shown, shared and remembered.
    return reply.header("set-cookie", setUpCookie(token, isSecure(till))).redirect("/", 303);
  });
  app.get("/*", { config, schema }, async (request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    if (ours.test(path)) throw notFound();
    const name = path.slice(1);
    if (extname(name) !== "" && (await listed()).has(name)) return send(request, reply, name);
    if (name.startsWith("assets/")) throw notFound();
    return sendPage(request, reply, isConsolePath(path));
  });
}

/** Whether customers and operators reach this server by https: then cookies never travel in the open. */
export const isSecure = ({ ports }: Till): boolean => ports.publicUrl.startsWith("https:");
