import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

/** What stands behind the `?` of an address: the view of a list, its search, an account, where to go after signing in. */
export type Search = {
  readonly view?: string;
  readonly q?: string;
  readonly account?: string;
  readonly to?: string;
  readonly shop?: string;
  readonly token?: string;
};

const names = ["view", "q", "account", "to", "shop", "token"] as const;

/** Reads an address's search; anything else in it is left out. */
export function readSearch(given: Readonly<Record<string, unknown>>): Search {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = given[name];
    if (typeof value === "string" || typeof value === "number") found[name] = String(value);
  }
  return found;
}

/** Where the reader is and where she can go: each screen and each object has an address. */
export function useWhere() {
  const navigate = useNavigate();
  const params = useParams({ strict: false });
  const search: Search = useSearch({ strict: false });
  const shop = params.shop ?? search.shop ?? "";
  return useMemo(() => {
    const go = (path: string, next: Search = {}) => void navigate({ to: path, search: { ...next } });
    const at = (...parts: readonly string[]) => `/s/${[shop, ...parts].map(encodeURIComponent).join("/")}`;
    return {
      params,
      search,
      shop,
      go,
      inbox: (view?: string) => go(at("inbox"), view === undefined ? {} : { view }),
      thread: (id: string) => go(at("inbox", id)),
      orders: () => go(at("orders")),
      order: (id: string) => go(at("orders", id)),
      payments: () => go(at("payments")),
      payment: (id: string) => go(at("payments", id)),
      refunds: () => go(at("refunds")),
      refundRequest: (id: string) => go(at("refunds", id)),
      ledger: () => go(at("ledger")),
      reconciliation: () => go(at("reconciliation")),
      catalogue: () => go(at("catalogue")),
      product: (sku: string) => go(at("catalogue", sku)),
      notices: () => go(at("notices")),
      settings: (section = "profile") => go(at("settings", section)),
      welcome: () => go("/welcome", { shop }),
      /** Changes the search of the screen one is on; empty texts leave it. */
      filter: (change: Search) => {
        const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value));
        void navigate({ to: ".", search: next, replace: true });
      },
    };
  }, [navigate, params, search, shop]);
}

/** Places to go. */
export type Where = ReturnType<typeof useWhere>;
