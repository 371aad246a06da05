import { type KeptWorlds, openKeptWorlds } from "./kept-worlds.ts";
import { serveLyra } from "./lyra/face-http.ts";
import { serveMeta } from "./meta/face-http.ts";
import type { MetaPorts, MetaWorld } from "./meta/model-types.ts";
import { demoPeople } from "./people.ts";
import type { PhoneShop } from "./phone/api.ts";
import { type PhoneServer, type PhoneWorlds, servePhone } from "./phone/server.ts";
import type { TillState, WorldAddresses } from "./process-messages.ts";
import { createRealPorts } from "./real-ports.ts";
import { memoryFileAt } from "./real-ports-file.ts";
import type { ShopSetup, WorldSetup } from "./setup.ts";
import { serveStripe } from "./stripe/face-http.ts";

/** The demo's outside while it runs. */
export type RunningWorld = {
  readonly addresses: WorldAddresses;
  /** Tells the phone page how the till is; the first time it is up, the numbers' webhooks are subscribed. */
  readonly setTill: (till: TillState) => void;
  readonly close: () => Promise<void>;
};

/** Pause before the handshake with a webhook address is tried again, in milliseconds. */
const handshakeAgainMs = 500;

/** Reaches the supervisor: what is asked of it, and words for the person who started the demo. */
export type Supervisor = { readonly ask: PhoneWorlds["ask"]; readonly say: (words: string) => void };

/** Starts everything, with the memory of earlier starts. Rejects when a port cannot be listened on. */
export async function startWorld(setup: WorldSetup, { ask, say }: Supervisor): Promise<RunningWorld> {
  const { clock, close, wall, ...real } = createRealPorts(setup.offsetMs);
  const tillUp = Promise.withResolvers<void>();
  const ports = postingOnce(tillUp.promise, real.ports);
  const file = setup.memoryFile === undefined ? undefined : memoryFileAt(setup.memoryFile);
  const kept = openKeptWorlds(file, { ports, clock, wall }, say);
  const { meta, stripe, lyra } = kept;
  // At once: what the memory had still to send must know where the shops are now.
  for (const shop of setup.shops) addShop(shop, kept);
  const known = new Set(meta.users().map(({ id }) => id));
  for (const person of setup.people ?? demoPeople) if (!known.has(person.id)) meta.addUser(person);
  kept.touched();
  const metaFace = await onPort(setup.ports.meta, (port) => serveMeta(meta, { port, host: "127.0.0.1" }));
  const stripeFace = await onPort(setup.ports.stripe, (port) => serveStripe(stripe, { port }));
  const lyraFace = await onPort(setup.ports.lyra, (port) => serveLyra(lyra, { port }));
  const phone: PhoneServer = await onPort(setup.ports.phone, (port) =>
    servePhone(
      { meta, stripe, lyra, clock, shops: setup.shops.flatMap(phoneShop), tillOrigin: setup.tillUrl, ask },
      { port },
    ),
  );
  const numbers = new Set(setup.shops.flatMap(({ whatsapp }) => (whatsapp ? [whatsapp.phoneNumberId] : [])));
  return {
    addresses: {
      metaUrl: metaFace.url,
      stripeUrl: stripeFace.url,
      lyraUrl: lyraFace.url,
      phoneUrl: `${phone.url}/`,
      worldUrl: phone.url,
    },
    setTill({ state, starts }) {
      phone.setTill({ state, starts });
      if (state !== "up") return;
      tillUp.resolve();
      for (const number of numbers) void shakeHands(meta, number, numbers, ports.after);
    },
    async close() {
      await Promise.all([phone, metaFace, stripeFace, lyraFace].map((face) => face.close()));
      await kept.close();
      await close();
    },
  };
}

/** Holds webhooks until the till is up for the first time: tries that cannot succeed would only make the pauses long. */
function postingOnce(up: Promise<void>, ports: MetaPorts): MetaPorts {
  return {
    ...ports,
    async post(url, request) {
      await up;
      return ports.post(url, request);
    },
  };
}

/** Listens on the wanted port, or on a free one when that is taken. */
async function onPort<Face>(wanted: number, listen: (port: number) => Promise<Face>): Promise<Face> {
  try {
    return await listen(wanted);
  } catch (failure) {
    if (wanted !== 0 && failure instanceof Error && "code" in failure && failure.code === "EADDRINUSE")
      return listen(0);
    throw failure;
  }
}

/** As SETUP.md of the adapter has a merchant set up her Back Office. */
const notificationRules = { batchAuthorisation: true, batchChange: true, backOffice: true, abandoned: true };

function addShop(shop: ShopSetup, { meta, stripe, lyra }: KeptWorlds): void {
  const { whatsapp, country, currency, name } = shop;
  if (whatsapp !== undefined) {
    meta.addNumber({ ...whatsapp, name });
    meta.setCatalogue(whatsapp.phoneNumberId, {
      catalogId: whatsapp.catalogueId ?? `catalogue-of-${shop.id}`,
      products: shop.products.map((product) => ({
        retailerId: product.sku,
        name: inFirstLanguage(shop, product.names) || product.sku,
        description: inFirstLanguage(shop, product.descriptions),
        priceMinor: product.priceMinor,
        currency,
        availability: product.inStock ? "in stock" : "out of stock",
      })),
    });
  }
  if (shop.stripe !== undefined) stripe.addAccount({ ...shop.stripe, country, currency, name });
  if (shop.lyra !== undefined) lyra.addShop({ ...shop.lyra, name, retriesIpn: true, rules: notificationRules });
}

function inFirstLanguage(shop: ShopSetup, texts: Readonly<Record<string, string>>): string {
  return shop.languages.map((language) => texts[language]).find((text) => text !== undefined) ?? "";
}

function phoneShop(shop: ShopSetup): readonly PhoneShop[] {
  const { id, name, languages, whatsapp, currency } = shop;
  if (whatsapp === undefined) return [];
  const products = shop.products.map(({ sku, names, descriptions, priceMinor, inStock }) => ({
    retailerId: sku,
    names,
    descriptions,
    priceMinor,
    currency,
    available: inStock,
  }));
  const { phoneNumberId: number, displayPhoneNumber } = whatsapp;
  return [{ id, name, number, displayPhoneNumber, languages, products }];
}

/** Subscribes a number's webhook once its receiver answers the handshake; tries again until it does. */
async function shakeHands(
  meta: MetaWorld,
  number: string,
  open: Set<string>,
  after: (milliseconds: number, run: () => void) => void,
): Promise<void> {
  if (!open.has(number)) return;
  open.delete(number);
  if (await meta.subscribe(number).catch(() => false)) return;
  open.add(number);
  after(handshakeAgainMs, () => void shakeHands(meta, number, open, after));
}
