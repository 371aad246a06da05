import { readFileSync } from "node:fs";
import type { Installation } from "../installation.ts";
import { plugForms } from "../plugs.ts";
import { type ApplyOptions, type ApplyPorts, type Applied, applyShop, readShopRows } from "./shop-file/apply-shop.ts";
import { exportShop } from "./shop-file/export-shop.ts";
import { type Plan, type PlannedChange, changesAnything } from "./shop-file/plan-shop.ts";
import { readShopFile } from "./shop-file/read-shop-file.ts";
import type { ShopFile } from "./shop-file/shop-shape.ts";

const applyPorts = ({ store, clock, ids, seal, reveal }: Installation): ApplyPorts => ({
  store,
  clock,
  ids,
  seal,
  reveal,
  plugs: plugForms,
});

const marks: Readonly<Record<PlannedChange["change"], string>> = {
  created: "+",
  changed: "~",
  unchanged: " ",
  "left alone": " ",
  archived: "-",
};

const lineOf = ({ part, id, change, fields, note }: PlannedChange): string => {
  const which = fields === undefined || fields.length === 0 ? "" : ` (${fields.join(", ")})`;
  return `${marks[change]} ${part} ${id}: ${change}${which}${note === undefined ? "" : `; ${note}`}`;
};

/** A plan for people: what is the same is counted, everything else named. */
function writePlan(plan: Plan, planOnly: boolean): string {
  const same = plan.changes.filter(({ change, note }) => change === "unchanged" && note === undefined).length;
  const lines = plan.changes.filter(({ change, note }) => change !== "unchanged" || note !== undefined).map(lineOf);
  const end = changesAnything(plan)
    ? planOnly
      ? "Nothing was written: this is a plan."
      : "Applied."
    : "Nothing to do.";
  return [...lines, ...(same > 0 ? [`  ${same} unchanged`] : []), end].join("\n");
}

/** How `comptoir apply` was called. */
export type ApplyFlags = Pick<ApplyOptions, "prune" | "setStock"> & { readonly plan: boolean; readonly json: boolean };

/** A shop file that cannot be read at all. */
class NoShopFile extends Error {
  override readonly name = "NoShopFile";
}

const unreadable: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no file ${file}`,
  ENOTDIR: (file) => `There is no file ${file}`,
  EISDIR: (file) => `${file} is a folder; name the file in it`,
  EACCES: (file) => `The file ${file} may not be read`,
};

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const sentence = unreadable[code]?.(file);
    throw sentence === undefined ? error : new NoShopFile(sentence);
  }
}

/** Reads a shop file. Throws NoShopFile where there is none and BadShopFile with all that is wrong in it. */
export const readShop = (file: string): ShopFile => readShopFile(textOf(file), file, plugForms);

/** Applies one file and gives what to print. Throws ShopRefused. */
export async function applyAndTell(installation: Installation, shop: ShopFile, flags: ApplyFlags): Promise<string> {
  const { prune, setStock, plan: planOnly, json } = flags;
  const { plan } = await applyOwned(installation, shop, { prune, setStock, planOnly });
  return json ? JSON.stringify(plan.changes, undefined, 2) : writePlan(plan, planOnly);
}

/** Applies one file; whoever owns this installation owns the shop. Throws ShopRefused. */
export async function applyOwned(installation: Installation, shop: ShopFile, options: ApplyOptions): Promise<Applied> {
  const applied = await applyShop(applyPorts(installation), shop, options);
  if (!options.planOnly && applied.businessId !== undefined)
    await installation.accounts.adoptShops([applied.businessId]);
  return applied;
}

/** A shop as the text of its file; undefined when there is none of this name. */
export async function exportFile({ store }: Installation, slug: string): Promise<string | undefined> {
  const business = (await store.installation.businesses()).find((one) => one.slug === slug);
  return business && exportShop(await store.tx(business.businessId, readShopRows));
}
