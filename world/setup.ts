import { z } from "zod";

const localText = z.record(z.string(), z.string());

const product = z.object({
  sku: z.string().min(1),
  names: localText,
  descriptions: localText,
  /** Minor units of the shop's currency, VAT included. */
  priceMinor: z.int().nonnegative(),
  inStock: z.boolean(),
});

const whatsapp = z.object({
  phoneNumberId: z.string().min(1),
  wabaId: z.string().min(1),
  displayPhoneNumber: z.string().min(1),
  accessToken: z.string().min(1),
  appSecret: z.string().min(1),
  verifyToken: z.string().min(1),
  webhookUrl: z.url(),
  /** The catalogue connected to the number; made up when absent. */
  catalogueId: z.string().min(1).optional(),
  /** Payment configurations connected to the account, for orders paid in the chat. */
  paymentConfigurations: z.array(z.string().min(1)).optional(),
});

const person = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Digits, with the country's code. */
  phone: z.string().min(1),
  language: z.string().min(1),
});

const stripe = z.object({
  secretKey: z.string().min(1),
  webhookSecret: z.string().min(1),
  webhookUrl: z.url(),
});

const lyra = z.object({
  /** Eight digits. */
  shopId: z.string().min(1),
  password: z.string().min(1),
  hmacKey: z.string().min(1),
  /** Where its notifications go. */
  ipnUrl: z.url(),
});

const shop = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** ISO 3166 and ISO 4217. */
  country: z.string().length(2),
  currency: z.string().length(3),
  /** The first one is what the catalogue is written in. */
  languages: z.array(z.string()).min(1),
  whatsapp: whatsapp.optional(),
  stripe: stripe.optional(),
  lyra: lyra.optional(),
  products: z.array(product),
});

const port = z.int().min(0).max(65_535);

/** What the demo's outside is told of the shops it surrounds. */
export const worldSetup = z.object({
  /** Wanted ports on 127.0.0.1; 0 picks a free one, and so does a port that is taken. */
  ports: z.object({ phone: port, meta: port, stripe: port, lyra: port }),
  /** Where the till and its console answer: allowed to frame the phone and to use its controls. */
  tillUrl: z.url(),
  /** Travelled time to begin with, in milliseconds. */
  offsetMs: z.int().nonnegative(),
  shops: z.array(shop),
  /** The customers; those of the demo when left out. */
  people: z.array(person).optional(),
  /** The file in which the world's memory is kept from one start to the next; without one it is forgotten. */
  memoryFile: z.string().min(1).optional(),
});

/** See {@link worldSetup}. */
export type WorldSetup = z.infer<typeof worldSetup>;

/** A demo shop as the world knows it. */
export type ShopSetup = WorldSetup["shops"][number];
