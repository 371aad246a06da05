import { createHmac } from "node:crypto";
import { type Chance, mutate, pick } from "./mutations.ts";

/** A post on its way: what is sent and what the server may say to it. */
export type Post = {
  readonly path: string;
  readonly method: "POST" | "GET" | "PUT";
  /** Names and values in turn; a name may come twice. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  /** Statuses that are right for it. */
  readonly right: readonly number[];
};

/** A webhook address with its recorded posts and its way of signing. */
export type Door = {
  readonly path: string;
  readonly recorded: readonly Uint8Array[];
  readonly header: string;
  readonly sign: (body: Uint8Array, secret?: string) => string;
};

const hmac = (secret: string, ...parts: readonly (string | Uint8Array)[]): string => {
  const mac = createHmac("sha256", secret);
  for (const part of parts) mac.update(part);
  return mac.digest("hex");
};

/** WhatsApp's address. */
export const whatsappDoor = (id: string, recorded: readonly Uint8Array[], own: string): Door => ({
  path: `/webhooks/whatsapp/${id}`,
  recorded,
  header: "x-hub-signature-256",
  sign: (body, secret = own) => `sha256=${hmac(secret, body)}`,
});

/** Stripe's address; the stamp is now. */
export const stripeDoor = (id: string, recorded: readonly Uint8Array[], own: string): Door => ({
  path: `/webhooks/stripe/${id}`,
  recorded,
  header: "stripe-signature",
  sign: (body, secret = own) => {
    const stamp = Math.floor(Date.now() / 1_000);
    return `t=${stamp},v1=${hmac(secret, `${stamp}.`, body)}`;
  },
});

const json = ["content-type", "application/json"] as const;

/** What may be wrong with a post beyond its body; each says which answers are right then. */
const wrongs: readonly ((door: Door, body: Uint8Array, chance: Chance) => Post)[] = [
  (door, body) => ({ ...whole(door, body), headers: [...json], right: [401] }),
  (door, body) => ({ ...whole(door, body), headers: [...json, door.header, door.sign(body, "another")], right: [401] }),
  (door, body) => {
    const signature = door.sign(body);
    return { ...whole(door, body), headers: [...json, door.header, signature.replace(/.$/, "x")], right: [401] };
  },
  (door, body) => {
    const headers = [...json, door.header, door.sign(body), door.header, door.sign(body, "another")];
    // Stripe signs with several secrets in one header, so a second header adds a signature; a second stamp is refused.
    return { ...whole(door, body), headers, right: [401] };
  },
  (door, body) => ({
    ...whole(door, Uint8Array.of(...body.slice(0, 9_000), 32)),
    headers: signed(door, body),
    right: [401],
  }),
  (door, body) => ({ ...whole(door, body), path: `${door.path}-elsewhere`, right: [404] }),
  (door, body) => ({ ...whole(door, body), path: `${door.path}/../../livez`, right: [404] }),
  (door, body) => ({ ...whole(door, body), path: "/webhooks/%00/%F0", right: [404] }),
  (door, body) => ({
    ...whole(door, body),
    headers: ["content-type", "image/png", ...signature(door, body)],
    right: [415],
  }),
  (door, body) => ({
    ...whole(door, body),
    headers: [...json, "content-encoding", "gzip", ...signature(door, body)],
    right: [415],
  }),
  (door, body) => ({ ...whole(door, body), headers: ["content-type", "text/plain", ...signature(door, body)] }),
  (door, body, chance) => ({
    ...whole(door, body),
    headers: [...json, "x-forwarded-for", "a".repeat(Math.floor(chance() * 4_000)), ...signature(door, body)],
  }),
];

const signature = (door: Door, body: Uint8Array): readonly string[] => [door.header, door.sign(body)];
const signed = (door: Door, body: Uint8Array): readonly string[] => [...json, ...signature(door, body)];
const whole = (door: Door, body: Uint8Array): Post => ({
  path: door.path,
  method: "POST",
  headers: signed(door, body),
  body,
  right: [200],
});

/** A mutated post: most are signed well, so that the readers behind the signature are reached. */
export function nextPost(doors: readonly Door[], chance: Chance): Post {
  const door = pick(chance, doors);
  const body = mutate(pick(chance, door.recorded), chance);
  return chance() < 0.75 ? whole(door, body) : pick(chance, wrongs)(door, body, chance);
}
