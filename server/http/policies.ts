import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Policy } from "#api/route";
import type { Shop } from "#engine/shops";
import { refusal } from "./api/refusals.ts";
import { RequestProblem, notFound } from "./problem.ts";
import { sessionToken } from "./session/cookies.ts";
import type { SeatRole, SignedIn } from "./session/people.ts";
import type { Till } from "./till.ts";

/** Who may call a route; `loopback` is this machine, or whoever holds the metrics token. */
export type RoutePolicy = Policy | "loopback";

/** Who asks, and in which shop: set before a handler runs. */
export type Caller = { readonly person?: SignedIn; readonly shop?: Shop; readonly role?: SeatRole };

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call it. A route without one does not start. */
    readonly policy?: RoutePolicy;
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/** Every route there is, with its policy: the table the authorization tests go through. */
export type KnownRoute = { readonly method: string; readonly path: string; readonly policy: RoutePolicy };

/** Refuses to start with a route that names no policy, and checks the policy of each before anything is read. */
export function enforcePolicies(app: FastifyInstance, till: Till): readonly KnownRoute[] {
  const known: KnownRoute[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    const policy = config?.policy;
    if (policy === undefined) throw new Error(`the route ${String(method)} ${url} has no policy`);
    for (const one of [method].flat()) known.push({ method: one, path: url, policy });
  });
  app.decorateRequest("caller");
  app.addHook("onRequest", async (request) => {
    request.caller = {};
    const { policy } = request.routeOptions.config;
    if (policy === undefined || request.is404) return; // nothing is there: the answer is 404
    refuseForeignOrigin(till, request);
    if (policy === "public") return;
    if (policy === "loopback") return refuseStrangers(till, request);
    request.caller = await callerOf(till, request, policy);
  });
  return known;
}

/**
 * A page of another origin may not change anything with the reader's cookie (CSRF). Browsers send Origin with every
 * such request; programs that send none carry no cookie of a browser.
 */
function refuseForeignOrigin({ ports }: Till, request: FastifyRequest): void {
  if (harmless.has(request.method)) return;
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (origin === undefined) {
    if (site === undefined || site === "same-origin" || site === "none") return;
  } else if (URL.canParse(origin)) {
    const { host: name } = new URL(origin);
    if (name === host || origin === new URL(ports.publicUrl).origin) return;
  }
  ports.metrics.count("authz_denied_total", { reason: "origin" });
  throw refusal("request.foreign-page");
}

function refuseStrangers(till: Till, request: FastifyRequest): void {
  const { authorization, "x-forwarded-for": forwarded } = request.headers;
  const token = till.metricsToken;
  if (token !== undefined && authorization === `Bearer ${token}`) return;
  const from = request.socket.remoteAddress ?? "";
  const isHere = from === "127.0.0.1" || from === "::1" || from === "::ffff:127.0.0.1";
  // Behind a proxy on this machine everybody seems to be here.
  if (!isHere || forwarded !== undefined) throw notFound();
}

/** The roles a policy admits; a viewer may look where operators work. */
const admits = (policy: Policy, role: SeatRole, method: string): boolean => {
  if (role === "owner") return true;
  if (policy === "owner") return false;
  return role === "operator" || harmless.has(method);
};

async function callerOf(till: Till, request: FastifyRequest, policy: Policy): Promise<Caller> {
  const token = sessionToken(request.headers.cookie);
  const person = token === undefined ? undefined : await till.accounts.whoIs(token);
  if (!person) throw new RequestProblem("not-signed-in");
  if (policy === "signed-in") return { person };
  const slug = (request.params as { readonly shop?: string }).shop;
  const entry = (await till.node.shops.all()).find((one) => one.slug === slug);
  const role = person.seats.find(({ businessId }) => businessId === entry?.businessId)?.role;
  // Someone else's shop looks exactly like one that does not exist.
  if (!entry || role === undefined) throw denied(till, "shop", notFound());
  if (!admits(policy, role, request.method)) throw denied(till, "role", new RequestProblem("not-allowed"));
  const shop = await till.node.shops.get(entry.businessId);
  if (!shop) throw notFound();
  return { person, shop, role };
}

function denied({ ports }: Till, reason: string, problem: RequestProblem): RequestProblem {
  ports.metrics.count("authz_denied_total", { reason });
  return problem;
}
