import { accountRoutes } from "./account-routes.ts";
import { checkoutRoutes } from "./checkout-routes.ts";
import { customerRoutes } from "./customer-routes.ts";
import type { ObjectKind } from "./expansion.ts";
import { fileRoutes } from "./files.ts";
import type { ParameterTree } from "./form-body.ts";
import type { Fields } from "./parameters.ts";
import { paymentRoutes } from "./payment-routes.ts";
import type { Cause } from "./state.ts";

/** One call of the API. */
export type Route = {
  readonly method: "GET" | "POST" | "DELETE";
  /** The path, with `:id` where the object's id stands. */
  readonly path: string;
  readonly gives: ObjectKind;
  readonly isList?: true;
  readonly fields: Fields | ((version: string) => Fields);
  /** Does the work with checked parameters. Throws `ApiFailure`. */
  readonly run: (cause: Cause, asked: ParameterTree, id: string) => object;
};

const routes: readonly Route[] = [
  ...checkoutRoutes,
  ...paymentRoutes,
  ...customerRoutes,
  ...accountRoutes,
  ...fileRoutes,
];

const compiled = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(":id", "([^/]+)")}$`),
}));

/** The route of a call with the id in its path, or null when Stripe has no such route here. */
export function routeOf(method: string, path: string): { route: Route; id: string } | null {
  for (const { route, pattern } of compiled) {
    const match = route.method === method ? pattern.exec(path) : null;
    if (match !== null) return { route, id: match[1] ?? "" };
  }
  return null;
}
