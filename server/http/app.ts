import { randomUUID } from "node:crypto";
import type { RequestListener, Server } from "node:http";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import { jsonSchemaTransform, serializerCompiler } from "fastify-type-provider-zod";
import { z } from "zod";
import { StoreFailure } from "#contracts/store";
import { fieldProblem } from "./api/field-problems.ts";
import { wrongField, wrongFields } from "./api/refusals.ts";
import { apiRoutes } from "./api-routes.ts";
import { consoleRoutes, isSecure } from "./console-files.ts";
import { healthRoutes } from "./health.ts";
import type { LiveHub } from "./live-hub.ts";
import { onlyUsedSchemas, referenceRoutes } from "./open-api.ts";
import { cardPageRoutes } from "./card-page/card-page-routes.ts";
import { payPageRoutes } from "./pay-page/pay-page-routes.ts";
import { type KnownRoute, enforcePolicies } from "./policies.ts";
import { RequestProblem, problemOf, problemType, statusOf } from "./problem.ts";
import { closedPolicy, everywhere, onlyByTls } from "./security-headers.ts";
import type { Till } from "./till.ts";
import { unknownFields } from "./unknown-fields.ts";
import { webhookPaths } from "./webhook-reference.ts";

/** Everything but webhooks, behind one listener. */
export type App = {
  readonly answer: RequestListener;
  readonly routes: readonly KnownRoute[];
  readonly inject: FastifyInstance["inject"];
  readonly close: () => Promise<void>;
};

/** JSON bodies; files have a limit of their own. */
const largestBody = 256 * 1024;

/** Parses a part of a request by its schema; fields the schema does not know are refused by name. */
function check(schema: unknown, part: string) {
  return (value: unknown): { value: unknown } | { error: Error } => {
    // Headers are only described: whoever needs one reads it.
    if (part === "headers") return { value: undefined };
    if (!(schema instanceof z.ZodType)) return { value };
    const strangers = part === "body" || part === "querystring" ? unknownFields(schema, value) : [];
    const read = schema.safeParse(value);
    if (read.success && strangers.length === 0) return { value: read.data };
    const problems = [
      ...strangers.map((pointer) => wrongField(pointer, "field.unknown")),
      ...(read.error?.issues ?? []).map(fieldProblem),
    ];
    // A place in the path that cannot name anything names nothing.
    if (part === "params") return { error: new RequestProblem("not-found") };
    return { error: wrongFields(...problems) };
  };
}

function asProblem(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (error instanceof StoreFailure) return new RequestProblem("unavailable", { retryAfter: 2 });
  const { statusCode, code, message, cause } = error as FastifyError;
  if (cause instanceof RequestProblem) return cause;
  if (statusCode === 413) return new RequestProblem("too-large");
  if (statusCode === 415) return new RequestProblem("unsupported-type");
  if (statusCode === 404) return new RequestProblem("not-found");
  if (statusCode !== undefined && statusCode < 500)
    return new RequestProblem("validation", { code: "request.unreadable", detail: message });
  // Lost connections of the pools that are not the store's.
  if (/^(08|53|57P)|ECONN|ENOENT|57014/.test(code ?? "") || /timeout|terminated/i.test(message ?? ""))
    return new RequestProblem("unavailable", { retryAfter: 2 });
  return new RequestProblem("internal");
}

function refuse(till: Till, reply: FastifyReply, requestId: string, error: unknown): FastifyReply {
  const problem = asProblem(error);
  const status = statusOf(problem.kind);
  if (problem.kind === "internal")
    till.ports.log.error("a request broke", {
      request: requestId,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  const { retryAfter } = problem.more;
  if (retryAfter !== undefined) void reply.header("retry-after", String(retryAfter));
  // As a string: a problem is never shaped by the schema of the answer that did not come.
  return reply
    .code(status)
    .type(problemType)
    .serializer((text: string) => text)
    .send(JSON.stringify(problemOf(problem, requestId)));
}

async function addRoutes(app: FastifyInstance, till: Till, hub: LiveHub): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Comptoir", version: "1", description: "The open till inside your chats." },
      paths: webhookPaths(),
      components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: "comptoir_session" } } },
    },
    transform: jsonSchemaTransform,
    transformObject: onlyUsedSchemas,
  });
  healthRoutes(app, till);
  apiRoutes(app, till, hub);
  payPageRoutes(app, till);
  cardPageRoutes(app, till);
  referenceRoutes(app);
  consoleRoutes(app, till);
}

/** Makes the app on a server that listens already. */
export async function createApp(till: Till, hub: LiveHub, server: Server): Promise<App> {
  let answer: RequestListener = () => {};
  const app = Fastify({
    serverFactory(handler) {
      answer = handler;
      return server;
    },
    logger: false,
    bodyLimit: largestBody,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 300 },
    // A packed body could be a bomb; nobody here sends one.
    requestTimeout: server.requestTimeout,
    exposeHeadRoutes: false,
  });
  app.setValidatorCompiler(({ schema, httpPart }) => check(schema, httpPart ?? ""));
  app.setSerializerCompiler(serializerCompiler);
  const routes = enforcePolicies(app, till);
  const always = isSecure(till) ? { ...everywhere, ...onlyByTls } : everywhere;
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers({ ...always, "content-security-policy": closedPolicy, "cache-control": "no-store" });
    const packed = request.headers["content-encoding"];
    if (packed !== undefined && packed !== "identity") throw new RequestProblem("unsupported-type");
  });
  app.setErrorHandler((error, request, reply) => refuse(till, reply, request.id, error));
  app.setNotFoundHandler((request, reply) => refuse(till, reply, request.id, new RequestProblem("not-found")));
  await addRoutes(app, till, hub);
  await app.ready();
  return { answer, routes, inject: app.inject.bind(app), close: () => app.close() };
}
