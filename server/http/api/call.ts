import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Route } from "#api/route";
import type { AnswerOf, RouteName, RouteOf } from "#api/routes";
import type { Language } from "#domain/language";
import type { Shop } from "#engine/shops";
import type { LiveHub } from "../live-hub.ts";
import type { SignedIn } from "../session/people.ts";
import type { Till } from "../till.ts";

type Schema<Name extends RouteName, Key extends keyof Route> =
  RouteOf<Name> extends { readonly [K in Key]: infer S extends z.ZodType } ? z.output<S> : undefined;

/** One call of a route, checked by its schema and policy. */
export type Call<Name extends RouteName> = {
  readonly till: Till;
  readonly hub: LiveHub;
  readonly params: Schema<Name, "params">;
  readonly query: Schema<Name, "query">;
  readonly body: RouteOf<Name> extends { readonly body: "bytes" } ? Uint8Array : Schema<Name, "body">;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The reader's language. */
  readonly language: Language;
  /** Who asks: there on all routes but the public ones. */
  readonly person: SignedIn;
  /** There on the routes of a shop. */
  readonly shop: Shop;
  /** An id of ours that is the same whenever the same request comes again with its Idempotency-Key. */
  readonly keyedId: string;
};

/** What a handler gives back: the answer by its schema, or nothing where it wrote the reply itself. */
export type Handler<Name extends RouteName> = (
  call: Call<Name>,
) => Promise<RouteOf<Name> extends { readonly answer: z.ZodType } ? AnswerOf<Name> : unknown>;

/** Handlers of a group of routes. */
export type Handlers<Names extends RouteName> = { readonly [Name in Names]: Handler<Name> };

/** Instants leave as RFC 3339 in UTC. */
export const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
/** An instant that may be missing. */
export const timeOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : timeOf(milliseconds);
/** An amount as it leaves. */
export const moneyOf = (minor: number, currency: string) => ({ minor, currency });

/** A UUID (version 8, RFC 9562: of our own making) that stands for a text. */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
