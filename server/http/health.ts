import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { seconds } from "#domain/instant";
import type { Till } from "./till.ts";

const open = { config: { policy: "public" }, schema: { hide: true } } as const;
const loopback = { config: { policy: "loopback" }, schema: { hide: true } } as const;

/** How long the database may take to answer before this process counts as not ready. */
const patience = seconds(2);

async function isReady({ node, ping }: Till): Promise<boolean> {
  if (!node.ready()) return false;
  const late = new AbortController();
  const answered = ping().then(
    () => true,
    () => false,
  );
  const tooLate = pause(patience, false, { signal: late.signal }).catch(() => false);
  const ready = await Promise.race([answered, tooLate]);
  late.abort();
  return ready;
}

/** `/livez`: the process answers. `/readyz`: it can take webhooks. `/metrics`: for this machine or with the token. */
export function healthRoutes(app: FastifyInstance, till: Till): void {
  app.get("/livez", open, async () => ({ status: "live" }));
  app.get("/readyz", open, async (_, reply) => {
    const ready = await isReady(till);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not-ready" });
  });
  app.get("/metrics", loopback, async (_, reply) => {
    const { type, text } = await till.metricsPage();
    return reply.type(type).send(text);
  });
}
