import Stripe from "stripe";
import { type Http, type HttpAnswer, HttpFailure, jsonOf } from "#contracts/http-port";
import { seconds } from "#domain/instant";
import { type StripeSettings, settings as form } from "./settings.ts";

/** The version of Stripe's API this adapter is written for. The client's types change with it: raise both together. */
export const apiVersion = "2026-10-28.endive";

/** Stripe may hold a call for long while a bank answers; its own client waits 80 s. */
const deadlineMs = seconds(30);
const maxBytes = 4 * 1_024 * 1_024;

/** Where Stripe takes uploads. */
const filesHost = "files.stripe.com";

/** A call as it went over the wire: what came back, or why nothing did. */
export type Exchange = { answer?: HttpAnswer; failure?: HttpFailure };

type HttpClient = NonNullable<Stripe.StripeConfig["httpClient"]>;
type Answered = Awaited<ReturnType<HttpClient["makeRequest"]>>;

/** The object in an answer's body. The client breaks on JSON that is none, so that is refused here. */
async function objectOf(answer: HttpAnswer): Promise<object> {
  const json = jsonOf(answer);
  if (typeof json !== "object" || json === null) throw new Error("the answer holds no object");
  return json;
}

function answered(answer: HttpAnswer): Answered {
  // The client prints notices of the API to the process's standard error; they are no business of a till.
  const { "stripe-notice": _notice, ...headers } = answer.headers;
  return {
    getStatusCode: () => answer.status,
    getHeaders: () => headers,
    getRawResponse: () => ({}),
    toStream: () => {
      throw new Error("no call of the till streams");
    },
    toJSON: () => objectOf(answer),
  };
}

/**
 * Headers as the port takes them. The length is the port's to count. Where we name no idempotency key the client makes
 * one up at random; such calls are harmless to repeat, and chance belongs to its port: the made-up key is left out.
 */
function headersOf(given: Parameters<HttpClient["makeRequest"]>[4]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    const key = name.toLowerCase();
    if (key === "content-length" || (key === "idempotency-key" && text.startsWith("stripe-node-retry-"))) continue;
    headers[key] = text;
  }
  return headers;
}

/** Stripe's client over our port: it dials nothing, waits for nothing and repeats nothing by itself. */
function over(http: Http, base: string, exchange: Exchange): HttpClient {
  return {
    getClientName: () => "comptoir",
    makeRequest: async (host, _port, path, method, headers, body) => {
      // Files go to a host of their own, but where the shop names another Stripe: that one takes all.
      const own = host === filesHost && base === form.apiUrl.standard ? `https://${filesHost}` : base;
      if (method !== "GET" && method !== "POST" && method !== "DELETE") throw new Error(`unused method ${method}`);
      try {
        const request = { method, url: `${own}${path}`, headers: headersOf(headers), deadlineMs, maxBytes } as const;
        exchange.answer = await http(method === "POST" ? { ...request, body } : request);
        return answered(exchange.answer);
      } catch (error) {
        if (error instanceof HttpFailure) exchange.failure = error;
        throw error;
      }
    },
  };
}

/** A client for one call of one account, and the record of how the call went. */
export function stripeFor(settings: StripeSettings, secretKey: string, http: Http): [Stripe, Exchange] {
  const exchange: Exchange = {};
  const base = (settings.apiUrl ?? form.apiUrl.standard).replace(/\/+$/, "");
  const client = new Stripe(secretKey, {
    apiVersion,
    httpClient: over(http, base, exchange),
    maxNetworkRetries: 0,
    telemetry: false,
    emitEventBodies: false,
  });
  return [client, exchange];
}
