import type { z } from "zod";
import type { Route } from "./route.ts";
import { moneyRoutes } from "./routes-money.ts";
import { refundRoutes } from "./routes-refunds.ts";
import { sessionRoutes } from "./routes-session.ts";
import { settingsRoutes } from "./routes-settings.ts";
import { shopRoutes } from "./routes-shop.ts";
import { statementRoutes } from "./routes-statements.ts";
import { talkRoutes } from "./routes-talk.ts";

/** Every route of the API: the server implements them, the console calls them, OpenAPI lists them. */
export const routes = {
  ...sessionRoutes,
  ...talkRoutes,
  ...moneyRoutes,
  ...refundRoutes,
  ...statementRoutes,
  ...shopRoutes,
  ...settingsRoutes,
};

/** Name of a route. */
export type RouteName = keyof typeof routes;
/** A route by its name. */
export type RouteOf<Name extends RouteName> = (typeof routes)[Name];

type Part<Name extends RouteName, Key extends keyof Route> =
  RouteOf<Name> extends { readonly [K in Key]: infer Schema } ? Schema : never;

/** What a route takes in its path. */
export type ParamsOf<Name extends RouteName> =
  Part<Name, "params"> extends infer S extends z.ZodType ? z.input<S> : never;
/** What a route takes in its query. */
export type QueryOf<Name extends RouteName> =
  Part<Name, "query"> extends infer S extends z.ZodType ? z.input<S> : never;
/** What a route takes as JSON. */
export type BodyOf<Name extends RouteName> = Part<Name, "body"> extends infer S extends z.ZodType ? z.input<S> : never;
/** What a route answers as JSON. */
export type AnswerOf<Name extends RouteName> =
  Part<Name, "answer"> extends infer S extends z.ZodType ? z.output<S> : undefined;
