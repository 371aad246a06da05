import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Route } from "#api/route";
import { type RouteName, routes } from "#api/routes";
import { problem } from "#api/problem";
import { StoreFailure } from "#contracts/store";
import { moneyHandlers } from "./api/money.ts";
import { refundHandlers } from "./api/refunds.ts";
import { wrongField, wrongFields } from "./api/refusals.ts";
import { type Call, type Handlers, uuidOf } from "./api/call.ts";
import { sessionHandlers } from "./api/session.ts";
import { settingsHandlers } from "./api/settings.ts";
import { shopHandlers } from "./api/shop.ts";
import { statementHandlers } from "./api/statements.ts";
import { talkHandlers } from "./api/talk.ts";
import type { LiveHub } from "./live-hub.ts";
import { preferredLanguage } from "./preferred-language.ts";
import { RequestProblem } from "./problem.ts";
import type { Till } from "./till.ts";

const handlers: Handlers<RouteName> = {
  ...sessionHandlers,
  ...talkHandlers,
  ...moneyHandlers,
  ...refundHandlers,
  ...statementHandlers,
  ...shopHandlers,
  ...settingsHandlers,
};

/** Largest file: WhatsApp's own bound for anything but documents is 16 MB. */
const largestFile = 16 * 1024 * 1024;

/** Any printable ASCII: only its hash is kept. */
const keyShape = /^[\x20-\x7e]{1,255}$/;
const keySentence =
  "1 to 255 printable ASCII characters, such as a UUID: new for each act, the same when it is tried again";

const keyHeader = z.object({
  "Idempotency-Key": z
    .string()
    .min(1)
    .max(255)
    .regex(keyShape)
    .describe(
      `${keySentence}. For a day the first answer is given again, with \`Idempotency-Replayed: true\`; another request with the same key is refused with 422, and 409 says that the first one is still under way.`,
    ),
});

/** The key of a request; undefined where it needs none and has none. */
function keyOf(route: Route, { headers }: FastifyRequest): string | undefined {
  const given = headers["idempotency-key"];
  if (typeof given === "string" && keyShape.test(given)) return given;
  if (route.idempotent !== true) return undefined;
  if (given === undefined)
    throw new RequestProblem("idempotency-key-missing", { detail: `Send a header Idempotency-Key of ${keySentence}` });
  throw new RequestProblem("validation", {
    code: "request.unreadable",
    detail: `The header Idempotency-Key is not of the shape it must have: ${keySentence}`,
  });
}

type Run = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

function refuseBodyWithoutUse(route: Route, request: FastifyRequest): void {
  const { body } = request;
  if (route.body !== undefined || typeof body !== "object" || body === null) return;
  const fields = Object.keys(body);
  if (fields.length > 0) throw wrongFields(...fields.map((field) => wrongField(`/${field}`, "field.unknown")));
}

const hash = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const all = createHash("sha256");
  for (const part of parts) all.update(part).update("\0");
  return all.digest();
};

/** Carries a request out once per Idempotency-Key and person; whoever asks again gets the first answer again. */
async function once(
  till: Till,
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
  status: number,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const { accounts } = till;
  const who = request.caller.person?.userId ?? "";
  const keyHash = hash(who, key);
  const known = await accounts.begin(keyHash, hash(request.method, request.url, JSON.stringify(request.body ?? null)));
  if (known.known === "running") throw new RequestProblem("in-progress", { retryAfter: 1 });
  if (known.known === "other") throw new RequestProblem("idempotency-key-reused");
  if (known.known === "answered") {
    void reply.header("idempotency-replayed", "true");
    return JSON.parse(known.answer);
  }
  try {
    const answer = await run();
    await accounts.finish(keyHash, status, JSON.stringify(answer));
    return answer;
  } catch (error) {
    // Refused, or surely not done: the key is free again. When nobody knows, it stays taken: money may have moved.
    const isUndone = error instanceof RequestProblem || (error instanceof StoreFailure && !error.unknown);
    if (isUndone) await accounts.forget(keyHash);
    throw error;
  }
}

function runner(name: RouteName, route: Route, till: Till, hub: LiveHub): Run {
  // The handler's own types are checked where it is written; here every one is called alike.
  const handler = handlers[name] as unknown as (call: unknown) => Promise<unknown>;
  const status = route.status ?? 200;
  return async (request, reply) => {
    refuseBodyWithoutUse(route, request);
    const key = keyOf(route, request);
    const { person, shop } = request.caller;
    const call = {
      till,
      hub,
      params: request.params,
      query: request.query,
      body: request.body,
      request,
      reply,
      language: preferredLanguage(request.headers["accept-language"]),
      person,
      shop,
      keyedId: uuidOf(`${person?.userId ?? ""} ${request.method} ${request.url} ${key ?? request.id}`),
    } as unknown as Call<RouteName>;
    const run = (): Promise<unknown> => handler(call);
    const answer =
      route.idempotent === true && key !== undefined ? await once(till, request, reply, key, status, run) : await run();
    if (reply.sent || reply.raw.headersSent) return reply;
    if (route.answer === "nothing") return reply.code(204).send();
    return reply.code(status).send(answer);
  };
}

const schemaOf = (route: Route) => ({
  tags: [route.tag],
  summary: route.summary,
  ...(route.params ? { params: route.params } : {}),
  ...(route.query ? { querystring: route.query } : {}),
  ...(route.idempotent === true ? { headers: keyHeader } : {}),
  ...(route.body instanceof z.ZodType ? { body: route.body } : {}),
  response: {
    ...(route.answer instanceof z.ZodType ? { [route.status ?? 200]: route.answer } : {}),
    ...(route.answer === "nothing" ? { 204: z.undefined().describe("Done") } : {}),
    "4xx": problem.describe("A problem, by RFC 9457"),
  },
  ...(route.policy === "public" ? {} : { security: [{ session: [] }] }),
});

/** Registers every route of the API with its policy, its schemas and its handler. */
export function apiRoutes(app: FastifyInstance, till: Till, hub: LiveHub): void {
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const all = {
      method: route.method,
      url: route.path,
      config: { policy: route.policy },
      schema: { ...schemaOf(route), operationId: name },
      handler: runner(name, route, till, hub),
    };
    if (route.body !== "bytes") app.route(all);
    // Files come as they are: no parser may touch them, whatever they claim to be.
    else
      void app.register(async (files) => {
        files.removeAllContentTypeParsers();
        files.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largestFile }, (_, body, done) =>
          done(null, body),
        );
        files.route({ ...all, bodyLimit: largestFile });
      });
  }
}
