import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";

type Paths = NonNullable<NonNullable<FastifyDynamicSwaggerOptions["openapi"]>["paths"]>;
type Operation = NonNullable<NonNullable<Paths[string]>["get"]>;
type Parameter = NonNullable<Operation["parameters"]>[number];

const address: Parameter[] = [
  {
    name: "kind",
    in: "path",
    required: true,
    schema: { type: "string" },
    description: "The kind of channel or rail, such as whatsapp or stripe",
  },
  {
    name: "id",
    in: "path",
    required: true,
    schema: { type: "string" },
    description: "The id of the channel or rail in its shop file",
  },
];

const query = (name: string, description: string): Parameter => ({
  name,
  in: "query",
  required: true,
  schema: { type: "string" },
  description,
});

const unknown = { description: "There is no such channel or rail" };
const retryAfter = {
  description: "Seconds to wait before the next try; absent where waiting alone does not help",
  schema: { type: "integer" as const },
};

const handshake: Operation = {
  operationId: "answerWebhookHandshake",
  tags: ["webhooks"],
  summary: "Prove to the provider that the address is ours",
  description: "Asked once, when the address is entered at the provider.",
  security: [],
  parameters: [
    ...address,
    query("hub.mode", "subscribe"),
    query("hub.verify_token", "The channel's verify token"),
    query("hub.challenge", "What is answered"),
  ],
  responses: {
    200: { description: "The challenge, as it came", content: { "text/plain": { schema: { type: "string" } } } },
    403: { description: "The verify token is another one or is not set, or there is nothing to answer" },
    404: unknown,
    503: { description: "The database is out of reach", headers: { "Retry-After": retryAfter } },
  },
};

const anyBody = { schema: {} };

const post: Operation = {
  operationId: "receiveWebhook",
  tags: ["webhooks"],
  summary: "Receive what a provider tells",
  description:
    "Signed the provider's own way over the bytes as they are. The answer has no body; it is 200 only once the post is " +
    "on record, and the same post may come any number of times.",
  security: [],
  parameters: address,
  requestBody: {
    required: true,
    description: "At most 4 MiB, not packed",
    content: { "application/json": anyBody, "application/x-www-form-urlencoded": anyBody, "text/plain": anyBody },
  },
  responses: {
    200: { description: "On record; what cannot be read is kept as a dead letter" },
    401: { description: "The signature is missing, wrong or too old" },
    404: unknown,
    413: { description: "Larger than 4 MiB" },
    415: { description: "Packed, or of another type" },
    503: {
      description: "The secret that posts are signed with is not set, or the database is out of reach: try again later",
      headers: { "Retry-After": retryAfter },
    },
  },
};

/**
 * The webhooks as the reference shows them: they are answered before the framework that lists the other routes. A new
 * object each time, since the list is written into it.
 */
export const webhookPaths = (): Paths => ({ "/webhooks/{kind}/{id}": structuredClone({ get: handshake, post }) });
