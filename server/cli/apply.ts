import { readFileSync } from "node:fs";
import { type Installation, plugForms } from "../main.ts";
import { type ApplyOptions, type ApplyPorts, applyShop, readShopRows } from "./shop-file/apply-shop.ts";
import { exportShop } from "./shop-file/export-shop.ts";
import { type Plan, type PlannedChange, changesAnything } from "./shop-file/plan-shop.ts";
import { readShopFile } from "./shop-file/read-shop-file.ts";

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

/** Applies one file and gives what to print. Throws BadShopFile, ShopRefused and what reading the file throws. */
export async function applyFile(installation: Installation, file: string, flags: ApplyFlags): Promise<string> {
  const { prune, setStock, plan: planOnly, json } = flags;
  const { plan } = await applyFiles(installation, file, { prune, setStock, planOnly });
  return json ? JSON.stringify(plan.changes, undefined, 2) : writePlan(plan, planOnly);
}

/** Applies one file; whoever owns this installation owns the shop. */
export async function applyFiles(installation: Installation, file: string, options: ApplyOptions) {
  const shop = readShopFile(readFileSync(file, "utf8"), file, plugForms);
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
