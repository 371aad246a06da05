import type { SwaggerTransformObject } from "@fastify/swagger";
import Fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransformObject } from "fastify-type-provider-zod";

const hidden = { config: { policy: "public" }, schema: { hide: true } } as const;

/** Names of the schemas a part of the document refers to. */
const namesIn = (part: unknown): readonly string[] =>
  [...JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? "");

/** Every named schema comes twice, as it is read and as it is written: only what a route refers to stays. */
export const onlyUsedSchemas: SwaggerTransformObject = (given) => {
  const document = jsonSchemaTransformObject(given);
  if (!("components" in document)) return document;
  const schemas: Readonly<Record<string, unknown>> = document.components?.schemas ?? {};
  const used = new Set<string>();
  const waiting = [...namesIn(document.paths)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    waiting.push(...namesIn(schemas[name]));
  }
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } } as typeof document;
};

/** The reader draws itself: inline styles, its own script, nothing from elsewhere. */
const readerPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; frame-ancestors 'none'";

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comptoir API</title></head>
<body><script id="api-reference" data-url="/openapi.json"></script><script src="/reference/reader.js"></script></body></html>
`;

/** The reader's script lies inside its Fastify plugin, so an app of its own is asked for it. */
async function readReader(): Promise<string> {
  const { default: reference } = await import("@scalar/fastify-api-reference");
  const app = Fastify({ logger: false });
  await app.register(reference, { configuration: { url: "/openapi.json" } });
  const answer = await app.inject({ url: "/reference/js/scalar.js" });
  await app.close();
  return answer.body;
}

/** `/openapi.json`, and the reference to read it with at `/reference`. */
export function referenceRoutes(app: FastifyInstance): void {
  // Large and seldom wanted: loaded when the first person opens it.
  let loading: Promise<string> | undefined;
  app.get("/openapi.json", hidden, async () => app.swagger());
  app.get("/reference", hidden, async (_, reply) =>
    reply.type("text/html; charset=utf-8").header("content-security-policy", readerPolicy).send(page),
  );
  app.get("/reference/reader.js", hidden, async (_, reply) => {
    loading ??= readReader();
    return reply
      .type("text/javascript; charset=utf-8")
      .header("cache-control", "max-age=86400")
      .send(await loading);
  });
}
