import type { SettingsForm } from "#contracts/settings";
import type { RowOf } from "#contracts/store";
import type { Installation } from "../installation.ts";
import { plugForms } from "../plugs.ts";
import { readShopRows } from "./shop-file/apply-shop.ts";

/** A channel or rail of a shop as it is written down; its form is missing where its kind is not installed. */
export type Connection = Pick<RowOf<"rail">, "kind" | "settings"> & {
  readonly id: string;
  readonly part: "channel" | "rail";
  readonly form: SettingsForm | undefined;
};

/** The channels and rails of a shop that are in use. */
export async function connectionsOf({ store }: Installation, businessId: string): Promise<readonly Connection[]> {
  const { channels, rails } = await store.tx(businessId, readShopRows);
  const inUse = ({ state }: { readonly state: string }): boolean => state !== "archived";
  return [
    ...channels.filter(inUse).map(({ channel_id: id, kind, settings }) => {
      return { id, kind, settings, part: "channel", form: plugForms.channels[kind] } as const;
    }),
    ...rails.filter(inUse).map(({ rail_id: id, kind, settings }) => {
      return { id, kind, settings, part: "rail", form: plugForms.rails[kind] } as const;
    }),
  ];
}

/** A setting that has no value although it needs one, or although a reference to one is written. */
export type MissingValue = {
  readonly setting: string;
  /** Why there is none, for people. No secret is in it. */
  readonly why: string;
  /** Whether something is written that leads nowhere; else it was never set. */
  readonly written: boolean;
  readonly required: boolean;
  /** What is used instead. */
  readonly standard: string | undefined;
};

/** The settings of a connection that have no value. */
export const missingValues = (
  { form = {}, settings }: Connection,
  reveal: Installation["reveal"],
): readonly MissingValue[] =>
  Object.entries(form).flatMap(([setting, { required, standard }]): readonly MissingValue[] => {
    const reference = settings[setting];
    if (reference === undefined)
      return required && standard === undefined
        ? [{ setting, why: `${setting} is not set`, written: false, required, standard }]
        : [];
    // An empty file is no secret either.
    if (reveal(reference)) return [];
    return [{ setting, why: whyNone(setting, reference), written: true, required, standard }];
  });

function whyNone(setting: string, reference: string): string {
  const shown = reference.slice(0, 200);
  if (reference.startsWith("env:")) return `${setting} has no value: the variable ${shown.slice(4)} is not set`;
  if (reference.startsWith("file:")) return `${setting} has no value: ${shown.slice(5)} cannot be read or is empty`;
  return `${setting} has no value: what is kept for it was sealed with another key`;
}

/**
 * What stops without a setting, by its name: settings of the same name mean the same to every plug. Webhooks without
 * the secret they are signed with are refused, never believed.
 */
const stops: Readonly<Record<string, string>> = {
  appSecret: "every webhook is refused with 503, so no message comes in",
  webhookSecret: "every webhook is refused with 503, so payments are only found by asking",
  verifyToken: "the provider's handshake is refused with 403, so a webhook cannot be set up",
  accessToken: "nothing can be sent",
  secretKey: "no payment link can be made, nothing refunded or looked up",
};

/** One line per written setting that has no value: where, why, and what will not work. */
export async function warningsOf(installation: Installation): Promise<readonly string[]> {
  const businesses = await installation.store.installation.businesses();
  const shops = await Promise.all(
    businesses.map(async ({ businessId, slug }) => {
      const connections = await connectionsOf(installation, businessId);
      return connections.flatMap((connection) =>
        missingValues(connection, installation.reveal)
          .filter(({ written }) => written)
          .map((missing) => warning(slug, connection, missing)),
      );
    }),
  );
  return shops.flat();
}

function warning(slug: string, { part, id }: Connection, { setting, why, required, standard }: MissingValue): string {
  const then =
    standard !== undefined
      ? `${standard} is used instead`
      : (stops[setting] ?? (required ? "what needs it fails" : "what needs it is left out"));
  return `Warning: ${slug}, ${part} ${id}: ${why}; ${then}.`;
}
