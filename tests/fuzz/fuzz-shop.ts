import { createHash } from "node:crypto";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RowOf, Store } from "#contracts/store";
import { createIntake } from "#engine/intake";
import type { EngineNode } from "#engine/node";
import type { Ports } from "#engine/ports";
import { type Shops, createShops } from "#engine/shops";
import { createWebhookListener } from "../../server/http/webhooks.ts";
import { dayStart, localDate } from "../../server/ports/day-start.ts";
import { createFormatWording } from "../../server/ports/format-wording.ts";
import { createRealClock } from "../../server/ports/real-clock.ts";
import { createUuidIds } from "../../server/ports/uuid-ids.ts";
import { channels, journeys, payments } from "../../server/registry.generated.ts";
import { parseCommand } from "../../server/understanding/commands/parse-command.ts";
import { readPayouts } from "../../server/understanding/statements/read-payouts.ts";
import { readStatement } from "../../server/understanding/statements/read-statement.ts";
import { guessLanguage, understand } from "../../server/understanding/understand.ts";
import { ours } from "../../server/channels/whatsapp/fixtures/settings.ts";
import { businessId, stockShop } from "../engine/paper-shop.ts";

/** Secrets of the shop's Stripe account. */
export const stripeKeys = { secretKey: "sk_test_fuzz0123456789", webhookSecret: "whsec_fuzz0123456789" } as const;

const account = (channel_id: string, settings: Record<string, string>): RowOf<"channel_account"> => ({
  channel_id,
  kind: "whatsapp",
  name: channel_id,
  settings,
  state: "on",
  paused_until: null,
  pause_reason: null,
  changed_at: 0,
});

/** Adds a WhatsApp number, one whose secret is missing, and a Stripe account to the paper shop. */
export async function connectShop(store: Store): Promise<void> {
  await stockShop(store);
  for (const [plug, kind, id] of [
    ["channel", "whatsapp", "number"],
    ["channel", "whatsapp", "unset"],
    ["rail", "stripe", "stripe"],
  ] as const)
    await store.installation.putDirectory({ plug, kind, id, businessId });
  await store.tx(businessId, async (tx) => {
    await tx.insert("channel_account", [account("number", { ...ours }), account("unset", { phoneNumberId: "1" })]);
    const rail = {
      rail_id: "stripe",
      kind: "stripe",
      name: "Stripe",
      state: "on",
      position: 1,
      changed_at: 0,
    } as const;
    await tx.insert("rail", [{ ...rail, settings: { ...stripeKeys } }]);
  });
}

const unprinted = () => Promise.reject(new Error("nothing is printed here"));

/** What an engine needs to receive and process; nothing goes outside. */
export function fuzzPorts(store: Store, intake: Store, problems: string[]): Ports {
  return {
    node: "fuzz",
    clock: createRealClock(),
    ids: createUuidIds(),
    chance: () => 0,
    http: () => Promise.reject(new Error("nothing is sent here")),
    store,
    intake,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, fields) => void problems.push(`${message} ${JSON.stringify(fields)}`),
    },
    metrics: { count: () => undefined, observe: () => undefined },
    changed: () => undefined,
    documents: { receipt: unprinted, invoice: unprinted, evidence: unprinted, code: unprinted },
    format: createFormatWording(journeys),
    understand,
    parseCommand,
    guessLanguage,
    readStatement,
    readPayouts,
    dayStart,
    localDate,
    secret: (reference) => reference,
    seal: (plain) => plain,
    channels,
    rails: payments,
    journeys,
    signer: { publicKey: "paper", sign: () => "paper" },
    timeText: (at) => new Date(at).toISOString(),
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    publicUrl: "http://127.0.0.1:4242",
  };
}

/** The webhook routes on a port of this machine, with what they write to. */
export type FuzzDoor = { readonly url: string; readonly shops: Shops; readonly close: () => Promise<void> };

/** Listens with the listener that `serve` uses. */
export async function listenWith(ports: Ports): Promise<FuzzDoor> {
  const shops = createShops(ports);
  const intake = createIntake(ports, () => undefined);
  const node: EngineNode = { shops, intake, wake: () => undefined, ready: () => true, stop: async () => undefined };
  const server: Server = createServer(createWebhookListener(ports, node));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    shops,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
