import type { z } from "zod";

/**
 * Who may call a route:
 * - public: anyone
 * - signed-in: anyone with a session
 * - operator: a member of the shop in the path
 * - owner: an owner of the shop in the path
 */
export type Policy = "public" | "signed-in" | "operator" | "owner";

/** A route as server, console and OpenAPI agree on it. */
export type Route = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Fastify's writing: `/api/v1/shops/:shop/orders/:order`. */
  readonly path: `/api/v1/${string}`;
  readonly policy: Policy;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** JSON by its schema, or the bytes of a file. */
  readonly body?: z.ZodType | "bytes";
  /** JSON by its schema, bytes, a `text/event-stream`, or 204 without a body. */
  readonly answer: z.ZodType | "bytes" | "events" | "nothing";
  /** Status of success; 200 when absent, 204 where the answer is nothing. */
  readonly status?: 200 | 201 | 202;
  /** Moves money or sends: refused with 400 without an `Idempotency-Key`. */
  readonly idempotent?: true;
};

/** Declares a group of routes, each with its own types kept. */
export const defineRoutes = <const Routes extends Readonly<Record<string, Route>>>(routes: Routes): Routes => routes;
