import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HttpFace } from "../../world/face-http.ts";
import { serveMeta } from "../../world/meta/face-http.ts";
import { createMetaWorld } from "../../world/meta/model.ts";
import type { MetaWorld } from "../../world/meta/model-types.ts";
import { createRealPorts } from "../../world/real-ports.ts";
import { serveStripe } from "../../world/stripe/face-http.ts";
import { createStripeWorld } from "../../world/stripe/model.ts";
import type { StripeWorld } from "../../world/stripe/model-types.ts";

/** The shop's number at WhatsApp. */
export const number = "1001";
/** Whose lines sell by text; digits alone. */
export const merchantPhone = "33690000001";
/** A bank that takes its time: what is asked for so much later happens when the harness says so. */
export const whenTheBankPleases = 7_777_777;

const secrets = {
  WA_APP_SECRET: "app-secret",
  WA_VERIFY_TOKEN: "verify-token",
  WA_TOKEN: "access-token",
  STRIPE_SECRET_KEY: "sk_test_crash0123456789",
  STRIPE_WEBHOOK_SECRET: "whsec_crash0123456789",
} as const;

/** WhatsApp and Stripe around one server; they hold the truth and do not die with it. */
export type Outside = {
  readonly meta: MetaWorld;
  readonly stripe: StripeWorld;
  readonly shopFile: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Money that was on its way for as long as the bank pleased arrives. */
  readonly bankPays: () => void;
  readonly close: () => Promise<void>;
};

const shopText = (metaUrl: string, stripeUrl: string): string => `
shop: { id: crash, name: Crash, country: FR, currency: EUR, languages: [fr, en], timeZone: Europe/Paris }
channels:
  - { id: wa, kind: whatsapp, phoneNumberId: "${number}", wabaId: "2002", displayPhoneNumber: "+33700000001",
      appSecret: env:WA_APP_SECRET, verifyToken: env:WA_VERIFY_TOKEN, accessToken: env:WA_TOKEN, graphUrl: "${metaUrl}" }
rails:
  - { id: card, kind: stripe, secretKey: env:STRIPE_SECRET_KEY, webhookSecret: env:STRIPE_WEBHOOK_SECRET,
      apiUrl: "${stripeUrl}" }
merchants:
  - { name: Rose, phone: "+${merchantPhone}" }
catalogue:
  - { sku: BOX, name: { fr: Coffret, en: Box }, price: "12.00", stock: 1000 }
answers:
  - { keywords: [livraison], text: { fr: "Livraison en 48 h.", en: "Delivery in 48 h." } }
`;

/** Opens both worlds around the server at `tillUrl`; their webhooks are tried again fast. */
export async function openOutside(folder: string, tillUrl: string): Promise<Outside> {
  const { ports, close } = createRealPorts();
  const held: (() => void)[] = [];
  const after = (milliseconds: number, run: () => void): void => {
    if (milliseconds === whenTheBankPleases) held.push(run);
    else ports.after(milliseconds, run);
  };
  const meta = createMetaWorld(ports, { retryPausesMs: [100, 200, 400], sentAfterMs: 20, deliveredAfterMs: 20 });
  const stripe = createStripeWorld({ ...ports, after }, { retryFirstMs: 200, deliveryMs: 10 });
  const faces: readonly [HttpFace, HttpFace] = [
    await serveMeta(meta, { port: 0 }),
    await serveStripe(stripe, { port: 0 }),
  ];
  meta.addNumber({
    phoneNumberId: number,
    wabaId: "2002",
    displayPhoneNumber: "+33700000001",
    accessToken: secrets.WA_TOKEN,
    webhookUrl: `${tillUrl}/webhooks/whatsapp/wa`,
    verifyToken: secrets.WA_VERIFY_TOKEN,
    appSecret: secrets.WA_APP_SECRET,
    name: "Crash",
  });
  stripe.addAccount({
    secretKey: secrets.STRIPE_SECRET_KEY,
    webhookUrl: `${tillUrl}/webhooks/stripe/card`,
    webhookSecret: secrets.STRIPE_WEBHOOK_SECRET,
    country: "FR",
    currency: "EUR",
  });
  const shopFile = join(folder, "crash.shop.yaml");
  writeFileSync(shopFile, shopText(faces[0].url, faces[1].url));
  return {
    meta,
    stripe,
    shopFile,
    environment: secrets,
    bankPays() {
      for (const run of held.splice(0)) run();
    },
    async close() {
      await Promise.all(faces.map((face) => face.close()));
      await close();
    },
  };
}
