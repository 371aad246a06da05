import { balanceOf, ripen } from "./balance.ts";
import { addEndpoint, changeEndpoint, endpointNamed, endpointFields, shownEndpoint } from "./endpoints.ts";
import { noSuch } from "./failure.ts";
import { createdFields, pageFields, pageOf } from "./lists.ts";
import { type Fields, listAt, textAt } from "./parameters.ts";
import type { Route } from "./routes.ts";
import { type Cause, seconds } from "./state.ts";

const expandOnly: Fields = { expand: { is: "list", of: { is: "text" }, max: 20 } };

/** The API lists events of the last 30 days (docs.stripe.com/api/events). */
const thirtyDays = 30 * 24 * 3600;

function accountObject({ account }: Cause): object {
  return {
    id: account.id,
    object: "account",
    business_profile: { name: account.name, url: null },
    business_type: "company",
    capabilities: { card_payments: "active", transfers: "active" },
    charges_enabled: true,
    country: account.country,
    created: Math.floor(account.createdMs / 1000),
    default_currency: account.currency,
    details_submitted: true,
    email: null,
    metadata: {},
    payouts_enabled: true,
    settings: { dashboard: { display_name: account.name, timezone: "Etc/UTC" } },
    type: "standard",
  };
}

const moneyRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/account", gives: "account", fields: expandOnly, run: accountObject },
  {
    method: "GET",
    path: "/v1/balance",
    gives: "balance",
    fields: expandOnly,
    run: ({ state, account }) => balanceOf(state, account),
  },
  {
    method: "GET",
    path: "/v1/balance_transactions",
    gives: "balance_transaction",
    isList: true,
    fields: {
      ...pageFields,
      ...createdFields,
      currency: { is: "text" },
      source: { is: "text" },
      type: { is: "text" },
      payout: { is: "unplayed" },
    },
    run: ({ state, account }, asked) => {
      ripen(state, account);
      const source = textAt(asked, "source");
      const type = textAt(asked, "type");
      const currency = textAt(asked, "currency");
      const found = [...account.transactions.values()]
        .filter((line) => source === null || line.source === source)
        .filter((line) => type === null || line.type === type)
        .filter((line) => currency === null || line.currency === currency);
      return pageOf(asked, found, "/v1/balance_transactions");
    },
  },
  {
    method: "GET",
    path: "/v1/balance_transactions/:id",
    gives: "balance_transaction",
    fields: expandOnly,
    run: ({ state, account }, _asked, id) => {
      ripen(state, account);
      const line = account.transactions.get(id);
      if (line === undefined) throw noSuch("balance_transaction", id, "id");
      return line;
    },
  },
];

const eventRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/events",
    gives: "event",
    isList: true,
    fields: {
      ...pageFields,
      ...createdFields,
      delivery_success: { is: "flag" },
      type: { is: "text" },
      types: { is: "list", of: { is: "text" }, max: 20 },
    },
    run: ({ state, account }, asked) => {
      const type = textAt(asked, "type");
      const types = listAt(asked, "types");
      const delivered = textAt(asked, "delivery_success");
      const oldest = seconds(state) - thirtyDays;
      const found = [...account.events.values()]
        .filter((event) => event.created >= oldest)
        .filter((event) => type === null || matches(event.type, type))
        .filter((event) => types.length === 0 || types.includes(event.type))
        .filter((event) => delivered === null || (delivered === "true") === (event.pending_webhooks === 0));
      return pageOf(asked, found, "/v1/events");
    },
  },
  {
    method: "GET",
    path: "/v1/events/:id",
    gives: "event",
    fields: expandOnly,
    run: ({ account }, _asked, id) => {
      const event = account.events.get(id);
      if (event === undefined) throw noSuch("event", id, "id");
      return event;
    },
  },
];

/** `charge.*` stands for every type below `charge.`. */
function matches(type: string, wanted: string): boolean {
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

const endpointRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/webhook_endpoints",
    gives: "webhook_endpoint",
    fields: endpointFields(true),
    run: (cause, asked) => {
      const record = addEndpoint(cause, asked);
      return { ...shownEndpoint(record), secret: record.secrets[0]?.secret };
    },
  },
  {
    method: "GET",
    path: "/v1/webhook_endpoints",
    gives: "webhook_endpoint",
    isList: true,
    fields: pageFields,
    run: ({ account }, asked) =>
      pageOf(asked, [...account.endpoints.values()].map(shownEndpoint), "/v1/webhook_endpoints"),
  },
  {
    method: "GET",
    path: "/v1/webhook_endpoints/:id",
    gives: "webhook_endpoint",
    fields: expandOnly,
    run: ({ account }, _asked, id) => shownEndpoint(endpointNamed(account, id)),
  },
  {
    method: "POST",
    path: "/v1/webhook_endpoints/:id",
    gives: "webhook_endpoint",
    fields: { ...endpointFields(false), disabled: { is: "flag" } },
    run: (cause, asked, id) => shownEndpoint(changeEndpoint(cause.account, id, asked)),
  },
  {
    method: "DELETE",
    path: "/v1/webhook_endpoints/:id",
    gives: "webhook_endpoint",
    fields: {},
    run: ({ account }, _asked, id) => {
      endpointNamed(account, id);
      account.endpoints.delete(id);
      return { id, object: "webhook_endpoint", deleted: true };
    },
  },
];

/** The account itself, its balance, events and webhook endpoints. */
export const accountRoutes: readonly Route[] = [...moneyRoutes, ...eventRoutes, ...endpointRoutes];
