import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { currency } from "#domain/currency";
import { parseDecimal } from "#domain/money";
import { CannotStart } from "./flags.ts";

const localText = z.union([z.string(), z.record(z.string(), z.string())]);

/** The part of a shop file the demo's outside needs to know; the till checks the rest. */
const shopFile = z.object({
  shop: z.object({
    id: z.string(),
    name: z.string(),
    country: z.string(),
    currency: z.string(),
    languages: z.array(z.string()).min(1),
  }),
  channels: z.array(z.record(z.string(), z.string())).default([]),
  rails: z.array(z.record(z.string(), z.string())).default([]),
  catalogue: z
    .array(
      z.object({
        sku: z.string(),
        name: localText,
        description: localText.default(""),
        price: z.string(),
        stock: z.int().nullish(),
      }),
    )
    .default([]),
});

/** A demo shop: where its file is and what stands in it. */
export type DemoShop = { readonly file: string; readonly content: z.infer<typeof shopFile> };

/** The shop files of the demo, from the repository's root. */
export const demoShopFiles: readonly string[] = ["examples/salon-milano.shop.yaml", "examples/atelier-lyon.shop.yaml"];

/** Addresses the supervisor fills in by itself, so they are no secrets. */
const addressNames: readonly string[] = ["COMPTOIR_META_URL", "COMPTOIR_STRIPE_URL", "COMPTOIR_LYRA_URL"];

/** Reads the shop files. Throws `CannotStart` for one that cannot be read. */
export function readDemoShops(home: string): readonly DemoShop[] {
  return demoShopFiles.map((file) => {
    try {
      return { file, content: shopFile.parse(parse(readFileSync(join(home, file), "utf8"))) };
    } catch (failure) {
      throw new CannotStart(`${file} cannot be read: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
  });
}

const reference = /^env:([A-Z][A-Z0-9_]*)$/;

/** The environment variables the files name, addresses left out. */
export function secretNames(shops: readonly DemoShop[]): readonly string[] {
  const values = shops.flatMap(({ content }) => [...content.channels, ...content.rails].flatMap(Object.values));
  const names = values.flatMap((value) => reference.exec(value)?.[1] ?? []);
  return [...new Set(names)].filter((name) => !addressNames.includes(name));
}

/** What the world is told of the shops: `setup.shops` of the world's process. */
export function worldShops(shops: readonly DemoShop[], secrets: Readonly<Record<string, string>>, tillUrl: string) {
  return shops.map(({ content }) => {
    const { shop, channels, rails, catalogue } = content;
    const whatsapp = channels.find(({ kind }) => kind === "whatsapp");
    const stripe = rails.find(({ kind }) => kind === "stripe");
    const lyra = rails.find(({ kind }) => kind === "lyra");
    return {
      ...shop,
      ...(whatsapp && { whatsapp: connection(whatsapp, secrets, tillUrl, "webhookUrl") }),
      ...(stripe && { stripe: connection(stripe, secrets, tillUrl, "webhookUrl") }),
      ...(lyra && { lyra: connection(lyra, secrets, tillUrl, "ipnUrl") }),
      products: catalogue.map(({ sku, name, description, price, stock }) => ({
        sku,
        names: inLanguages(name, shop.languages),
        descriptions: inLanguages(description, shop.languages),
        priceMinor: parseDecimal(price, currency(shop.currency))?.minor ?? 0,
        inStock: stock !== 0,
      })),
    };
  });
}

function connection(
  written: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
  tillUrl: string,
  addressName: "webhookUrl" | "ipnUrl",
): Record<string, string> {
  const known = Object.entries(written).map(([name, value]) => [
    name,
    secrets[reference.exec(value)?.[1] ?? ""] ?? value,
  ]);
  return {
    ...Object.fromEntries(known),
    [addressName]: `${tillUrl}/webhooks/${written["kind"] ?? ""}/${written["id"] ?? ""}`,
  };
}

const inLanguages = (text: z.infer<typeof localText>, languages: readonly string[]): Record<string, string> =>
  typeof text === "string" ? { [languages[0] ?? "en"]: text } : text;
