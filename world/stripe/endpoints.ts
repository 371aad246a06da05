import { noSuch } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import type { WebhookEndpointObject } from "./event-objects.ts";
import { type Fields, listAt, metadataAt, textAt } from "./parameters.ts";
import { type AccountState, type Cause, type EndpointRecord, newId, seconds } from "./state.ts";

/** The parameters of a new endpoint, or of a change to one. */
export function endpointFields(isNew: boolean): Fields {
  const needed = isNew ? ({ required: true } as const) : {};
  return {
    api_version: { is: "text" },
    connect: { is: "unplayed" },
    description: { is: "text" },
    enabled_events: { is: "list", of: { is: "text" }, max: 300, ...needed },
    expand: { is: "list", of: { is: "text" }, max: 20 },
    metadata: { is: "metadata" },
    url: { is: "text", address: true, ...needed },
  };
}

/** Registers an endpoint asked for through the API, with a secret of its own. */
export function addEndpoint(cause: Cause, asked: ParameterTree): EndpointRecord {
  const secret = newId(cause.state, "whsec_", 32);
  const record = newEndpoint(cause, textAt(asked, "url") ?? "", secret, false);
  change(record, asked);
  return record;
}

/** Points the endpoint that came with the account to an address, where what is still on its way goes, too. */
export function pointEndpoint(cause: Cause, url: string, secret: string): void {
  const known = [...cause.account.endpoints.values()].find(({ isOfAccount }) => isOfAccount);
  if (known === undefined) {
    newEndpoint(cause, url, secret, true);
    return;
  }
  known.endpoint.url = url;
  if (known.secrets[0]?.secret !== secret) known.secrets = [{ secret, untilMs: null }];
}

/** Registers an endpoint that listens to everything. */
function newEndpoint(cause: Cause, url: string, secret: string, isOfAccount: boolean): EndpointRecord {
  const { state, account } = cause;
  const endpoint: WebhookEndpointObject = {
    id: newId(state, "we_1"),
    object: "webhook_endpoint",
    api_version: null,
    application: null,
    created: seconds(state),
    description: null,
    enabled_events: ["*"],
    livemode: false,
    metadata: {},
    status: "enabled",
    url,
  };
  const record: EndpointRecord = { endpoint, isOfAccount, secrets: [{ secret, untilMs: null }] };
  account.endpoints.set(endpoint.id, record);
  return record;
}

/** The endpoint of an id. Throws a 404 `ApiFailure`. */
export function endpointNamed(account: AccountState, id: string): EndpointRecord {
  const record = account.endpoints.get(id);
  if (record === undefined) throw noSuch("webhook endpoint", id, "id");
  return record;
}

/** Changes an endpoint through the API. Throws a 404 `ApiFailure`. */
export function changeEndpoint(account: AccountState, id: string, asked: ParameterTree): EndpointRecord {
  const record = endpointNamed(account, id);
  change(record, asked);
  return record;
}

function change({ endpoint }: EndpointRecord, asked: ParameterTree): void {
  const events = listAt(asked, "enabled_events").filter((type) => typeof type === "string");
  if (events.length > 0) endpoint.enabled_events = events;
  endpoint.url = textAt(asked, "url") ?? endpoint.url;
  endpoint.description = textAt(asked, "description") ?? endpoint.description;
  endpoint.api_version = textAt(asked, "api_version") ?? endpoint.api_version;
  Object.assign(endpoint.metadata, metadataAt(asked, "metadata"));
  const disabled = textAt(asked, "disabled");
  if (disabled !== null) endpoint.status = disabled === "true" ? "disabled" : "enabled";
}

/** The endpoint as the API shows it: the secret is told only once, at creation. */
export function shownEndpoint({ endpoint }: EndpointRecord): WebhookEndpointObject {
  return { ...endpoint };
}
