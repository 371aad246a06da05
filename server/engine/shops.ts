import type { Channel } from "#contracts/channel";
import type { PaymentProvider } from "#contracts/payment-provider";
import type { AnySettings, SettingsForm } from "#contracts/settings";
import type { BusinessEntry, DirectoryEntry, RowOf } from "#contracts/store";
import { type Currency, currency } from "#domain/currency";
import { hours, seconds } from "#domain/instant";
import type { Limits } from "#domain/limits";
import { type Language, isLanguage } from "#domain/language";
import { type MessageRates, readMessageRates } from "#domain/message-cost";
import { digitsOf } from "#domain/phone";
import { type RefundRules, readRefundRules } from "#domain/refund-request";
import { type Routing, type RoutingRule, plainRouting } from "#domain/routing";
import type { KnownAnswers, Ports } from "#engine/ports";

/** A channel account of a shop with its secrets resolved. */
export type ChannelAccount = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly plug: Channel;
  readonly settings: AnySettings;
  readonly archived: boolean;
};
/** A rail of a shop with its secrets resolved. */
export type Rail = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly plug: PaymentProvider;
  readonly settings: AnySettings;
  readonly archived: boolean;
};

/** Somebody whose lines from this phone are commands. */
export type Merchant = {
  readonly name: string;
  /** Digits alone, with the country's code. */
  readonly phone: string;
  /** The most she may ask for or send back at once, minor units of the shop's currency. */
  readonly ceilingMinor?: number;
};

/** A shop's settings as one version of them: read once, kept until the version grows. */
export type Shop = {
  readonly businessId: string;
  readonly slug: string;
  readonly version: number;
  readonly name: string;
  readonly country: string;
  readonly currency: Currency;
  readonly languages: readonly Language[];
  readonly timeZone: string;
  readonly channels: ReadonlyMap<string, ChannelAccount>;
  readonly rails: readonly Rail[];
  readonly answers: KnownAnswers;
  /** Milliseconds a payment link stays payable. */
  readonly linkLife: number;
  /** Milliseconds before an unpaid link is recalled to the customer. */
  readonly reminderAfter: number;
  /** Who may sell by writing to the shop's own number. */
  readonly merchants: readonly Merchant[];
  readonly limits: Limits;
  /** Who decides about refunds, and when two must agree. */
  readonly refunds: RefundRules;
  /** How the shop chooses among its rails. */
  readonly routing: Routing;
  /** Names of approved templates, by what they are for. */
  readonly templates: { readonly paymentLink?: string; readonly refund?: string };
  /** Proves that a signed statement is the shop's own; without it none is taken. */
  readonly statementSecret?: string;
  /** What a sent message costs, by country and category; empty where the shop has not said. */
  readonly messageRates: MessageRates;
  /** Legal lines for receipts. */
  readonly legal: readonly string[];
};

/** Settings of every business of the installation, cached by version. */
export type Shops = {
  /** The shop, or undefined when no business has this id. */
  readonly get: (businessId: string) => Promise<Shop | undefined>;
  readonly all: () => Promise<readonly BusinessEntry[]>;
  readonly find: (plug: "channel" | "rail", kind: string, id: string) => Promise<DirectoryEntry | undefined>;
  /** Forgets what is cached, after a change made by this node. */
  readonly refresh: () => void;
};

/** How old what this node knows of other nodes' changes may be. */
const staleAfter = seconds(2);

/** Makes the cache of shops. */
export function createShops(ports: Ports): Shops {
  const cached = new Map<string, Shop>();
  let entries: readonly BusinessEntry[] = [];
  let directory: readonly DirectoryEntry[] = [];
  let readAt = -Infinity;
  const load = async (): Promise<void> => {
    const now = ports.clock.now();
    if (now - readAt < staleAfter && now >= readAt) return;
    [entries, directory] = await Promise.all([
      ports.store.installation.businesses(),
      ports.store.installation.directory(),
    ]);
    readAt = now;
  };
  return {
    async get(businessId) {
      await load();
      const entry = entries.find((one) => one.businessId === businessId);
      if (!entry) return undefined;
      const known = cached.get(businessId);
      if (known?.version === entry.version) return known;
      const shop = await readShop(ports, entry);
      if (shop) cached.set(businessId, shop);
      return shop;
    },
    async all() {
      await load();
      return entries;
    },
    async find(plug, kind, id) {
      await load();
      const found = directory.find((one) => one.plug === plug && one.id === id && one.kind === kind);
      if (found) return found;
      // A channel may have been added a moment ago by another node: look once more before saying no.
      if (ports.clock.now() - readAt > 250) {
        readAt = -Infinity;
        await load();
      }
      return directory.find((one) => one.plug === plug && one.id === id && one.kind === kind);
    },
    refresh() {
      readAt = -Infinity;
      cached.clear();
    },
  };
}

async function readShop(ports: Ports, entry: BusinessEntry): Promise<Shop | undefined> {
  const [profiles, channels, rails, answers] = await ports.store.tx(entry.businessId, (tx) =>
    Promise.all([
      tx.select("profile", {}),
      tx.select("channel_account", {}, { orderBy: ["channel_id"] }),
      tx.select("rail", {}, { orderBy: ["position"] }),
      tx.select("answer", { archived: { eq: false } }, { orderBy: ["position"] }),
    ]),
  );
  const profile = profiles[0];
  if (!profile) return undefined;
  return {
    businessId: entry.businessId,
    slug: entry.slug,
    version: entry.version,
    name: profile.name,
    country: profile.country,
    currency: currency(profile.currency),
    languages: profile.languages.filter(isLanguage),
    timeZone: profile.time_zone,
    channels: new Map(channels.flatMap((row) => channelOf(ports, row))),
    rails: rails.flatMap((row) => railOf(ports, row)),
    answers: answers.map((row) => ({ id: row.answer_id, keywords: row.keywords, body: row.body })),
    linkLife: numberSetting(profile.settings["linkLifeMs"], hours(23)),
    reminderAfter: numberSetting(profile.settings["reminderAfterMs"], hours(3)),
    merchants: Array.isArray(profile.settings["merchants"]) ? profile.settings["merchants"].flatMap(merchantOf) : [],
    limits: (profile.settings["limits"] ?? {}) as Limits,
    refunds: readRefundRules(profile.settings["refunds"]),
    routing: routingOf(profile.settings["routing"]),
    templates: textsOf(profile.settings["templates"]),
    ...secretOf(ports, profile.settings["statementSecret"]),
    messageRates: readMessageRates(profile.settings["messageRates"]),
    legal: Array.isArray(profile.settings["legal"]) ? profile.settings["legal"].map(String) : [],
  };
}

function secretOf(ports: Ports, written: unknown): { readonly statementSecret?: string } {
  const secret = typeof written === "string" ? ports.secret(written) : undefined;
  return secret === undefined || secret === "" ? {} : { statementSecret: secret };
}

function merchantOf(written: unknown): readonly Merchant[] {
  if (typeof written !== "object" || written === null) return [];
  const { name, phone, ceilingMinor } = written as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || typeof phone !== "string") return [];
  return [{ name, phone: digitsOf(phone), ...(typeof ceilingMinor === "number" ? { ceilingMinor } : {}) }];
}

/** Written by us alone, after it was checked. */
function routingOf(written: unknown): Routing {
  if (typeof written !== "object" || written === null) return plainRouting;
  const { rules, otherWayAfter } = written as Readonly<Record<string, unknown>>;
  return {
    rules: Array.isArray(rules) ? (rules as readonly RoutingRule[]) : plainRouting.rules,
    otherWayAfter: numberSetting(otherWayAfter, plainRouting.otherWayAfter),
  };
}

const textsOf = (written: unknown): Readonly<Record<string, string>> =>
  typeof written === "object" && written !== null
    ? Object.fromEntries(Object.entries(written).filter(([, value]) => typeof value === "string"))
    : {};

const numberSetting = (value: unknown, standard: number): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : standard;

/** Settings with `env:`, `file:` and encrypted values replaced and the form's standards filled in. */
function resolve(ports: Ports, form: SettingsForm, given: Readonly<Record<string, string>>): AnySettings {
  const settings: Record<string, string | undefined> = {};
  for (const [name, field] of Object.entries(form)) {
    const written = given[name];
    settings[name] = (written === undefined ? undefined : ports.secret(written)) ?? field.standard;
  }
  return settings;
}

function channelOf(ports: Ports, row: RowOf<"channel_account">): readonly [string, ChannelAccount][] {
  const plug = ports.channels.find(({ kind }) => kind === row.kind);
  if (!plug) return [];
  const settings = resolve(ports, plug.settings, row.settings);
  const { channel_id: id, kind, name, state } = row;
  return [[id, { id, kind, name, plug, settings, archived: state === "archived" }]];
}

function railOf(ports: Ports, row: RowOf<"rail">): readonly Rail[] {
  const plug = ports.rails.find(({ kind }) => kind === row.kind);
  if (!plug) return [];
  const { rail_id: id, kind, name, state } = row;
  return [
    { id, kind, name, plug, settings: resolve(ports, plug.settings, row.settings), archived: state === "archived" },
  ];
}
