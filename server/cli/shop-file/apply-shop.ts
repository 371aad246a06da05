import type { KeyOf, RowOf, Store, Tx } from "#contracts/store";
import { UniqueViolation } from "#contracts/store";
import type { SettingsForm } from "#contracts/settings";
import type { TableName } from "#contracts/tables";
import type { Clock, Ids } from "#engine/ports";
import { desiredRows } from "./desired-rows.ts";
import { type Plan, type PlanOptions, type ShopRows, changesAnything, planShop } from "./plan-shop.ts";
import type { PlugForms, ShopFile } from "./shop-shape.ts";

/** What applying needs of the running installation. */
export type ApplyPorts = {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly ids: Ids;
  /** Encrypts a secret that was written in plain. */
  readonly seal: (plain: string) => string;
  /** The value behind `env:`, `file:` or a sealed secret. */
  readonly reveal: (written: string) => string | undefined;
  readonly plugs: PlugForms;
};

/** A file that fits its shape and still cannot be applied here. The message says why and what to do. */
export class ShopRefused extends Error {
  override readonly name = "ShopRefused";
}

/** What was (or, as a plan only, would be) done. */
export type Applied = { readonly businessId: string | undefined; readonly plan: Plan };

/** How a file is applied; `planOnly` writes nothing. */
export type ApplyOptions = Omit<PlanOptions, "reveal"> & { readonly planOnly: boolean };

const nothing: ShopRows = { profile: undefined, channels: [], rails: [], products: [], answers: [] };

/** Everything a shop file can set, as it stands. */
export async function readShopRows(tx: Tx): Promise<ShopRows> {
  const [profiles, channels, rails, products, answers] = await Promise.all([
    tx.select("profile", {}),
    tx.select("channel_account", {}, { orderBy: ["channel_id"] }),
    tx.select("rail", {}, { orderBy: ["position", "rail_id"] }),
    tx.select("product", {}, { orderBy: ["position", "sku"] }),
    tx.select("answer", {}, { orderBy: ["position", "answer_id"] }),
  ]);
  return { profile: profiles[0], channels, rails, products, answers };
}

/**
 * Makes what is on record equal to the file; what the file does not name is left alone. Applying the same file again
 * changes nothing. Throws ShopRefused when an id belongs to another shop or the currency would change.
 */
export async function applyShop(ports: ApplyPorts, file: ShopFile, options: ApplyOptions): Promise<Applied> {
  const { store, ids, clock } = ports;
  const { installation } = store;
  const businesses = await installation.businesses();
  const known = businesses.find(({ slug }) => slug === file.shop.id)?.businessId;
  await refuseTakenIds(ports, file, known);
  const { planOnly, ...rest } = options;
  const planOptions = { ...rest, reveal: ports.reveal };
  if (planOnly) {
    const there = known === undefined ? nothing : await store.tx(known, readShopRows);
    return { businessId: known, plan: checkedPlan(file, there, planOptions) };
  }
  const businessId = known ?? (await register(ports, file.shop.id, ids.uuid(clock.now())));
  const plan = await store.tx(businessId, async (tx) => {
    const made = checkedPlan(file, await readShopRows(tx), planOptions);
    await writePlan(ports, tx, made);
    return made;
  });
  for (const [plug, list] of [
    ["channel", file.channels ?? []],
    ["rail", file.rails ?? []],
  ] as const)
    for (const { id, kind } of list) await installation.putDirectory({ plug, kind, id, businessId });
  // The version grows last: a node that reads the shop by its new version sees all of it.
  if (changesAnything(plan)) await installation.putBusiness({ businessId, slug: file.shop.id });
  return { businessId, plan };
}

/** Two processes may apply the same new shop at once: the slug is unique, so both end with one id. */
async function register({ store: { installation } }: ApplyPorts, slug: string, businessId: string): Promise<string> {
  try {
    await installation.putBusiness({ businessId, slug });
    return businessId;
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    const twin = (await installation.businesses()).find((one) => one.slug === slug);
    if (!twin) throw error;
    return twin.businessId;
  }
}

async function refuseTakenIds({ store }: ApplyPorts, file: ShopFile, own: string | undefined): Promise<void> {
  const [directory, businesses] = await Promise.all([store.installation.directory(), store.installation.businesses()]);
  const wanted = [
    ...(file.channels ?? []).map(({ id }) => ({ plug: "channel", id })),
    ...(file.rails ?? []).map(({ id }) => ({ plug: "rail", id })),
  ];
  for (const { plug, id } of wanted) {
    const taken = directory.find((one) => one.plug === plug && one.id === id && one.businessId !== own);
    if (!taken) continue;
    const other = businesses.find(({ businessId }) => businessId === taken.businessId)?.slug ?? "another shop";
    throw new ShopRefused(
      `the ${plug} id "${id}" belongs to the shop ${other}; ids are part of webhook addresses, so choose another one`,
    );
  }
}

function checkedPlan(file: ShopFile, there: ShopRows, options: PlanOptions): Plan {
  const before = there.profile?.currency;
  if (before !== undefined && before !== file.shop.currency)
    throw new ShopRefused(
      `the shop counts in ${before}; its currency cannot become ${file.shop.currency}: make a new shop with another id`,
    );
  return planShop(desiredRows(file), there, options);
}

const sealed = (
  ports: ApplyPorts,
  form: SettingsForm | undefined,
  settings: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      form?.[name]?.kind === "secret" && !/^(env|file|enc):/.test(value) ? ports.seal(value) : value,
    ]),
  );

async function put<Name extends TableName>(tx: Tx, table: Name, rows: readonly RowOf<Name>[]): Promise<void> {
  if (rows.length === 0) return;
  const fresh = new Set(await tx.insertNew(table, rows));
  if (fresh.size === rows.length) return;
  await tx.update(table, rows as readonly KeyOf<Name>[]);
}

async function writePlan(ports: ApplyPorts, tx: Tx, { rows, changes }: Plan): Promise<void> {
  const changed_at = ports.clock.now();
  const { channels, rails } = ports.plugs;
  const stamp = <Row>(row: Row) => ({ ...row, changed_at });
  if (rows.profile) await put(tx, "profile", [stamp(rows.profile)]);
  await put(
    tx,
    "channel_account",
    rows.channels.map((row) => stamp({ ...row, settings: sealed(ports, channels[row.kind], row.settings) })),
  );
  await put(
    tx,
    "rail",
    rows.rails.map((row) => stamp({ ...row, settings: sealed(ports, rails[row.kind], row.settings) })),
  );
  await put(tx, "product", rows.products.map(stamp));
  await put(tx, "answer", rows.answers.map(stamp));
  const done = changes.filter(({ change }) => change !== "unchanged" && change !== "left alone");
  if (done.length === 0) return;
  await tx.insert("audit", [
    {
      audit_id: ports.ids.uuid(changed_at),
      actor: "shop-file",
      act: "apply",
      object_kind: "shop",
      object_id: changes[0]?.id ?? "",
      details: { changes: done.map(({ part, id, change }) => `${part} ${id} ${change}`).slice(0, 200) },
      at: changed_at,
    },
  ]);
}
