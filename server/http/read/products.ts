import type { Product } from "#api/product";
import type { RowOf } from "#contracts/store";
import { type SqlBool, sql } from "kysely";
import { moneyOf, timeOf } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { type Looking, anywhere, look } from "./looking.ts";

/** A product as it is shown. */
export const shownProduct = (row: RowOf<"product">): Product => ({
  sku: row.sku,
  name: row.name,
  description: row.description,
  price: moneyOf(row.price_minor, row.currency),
  vatClass: row.vat_class,
  stock: row.stock,
  options: row.options,
  image: row.image,
  archived: row.archived,
  position: row.position,
  changedAt: timeOf(row.changed_at),
});

const views = {
  "on-sale": sql<SqlBool>`not archived`,
  "out-of-stock": sql<SqlBool>`not archived and stock = 0`,
  archived: sql<SqlBool>`archived`,
  all: sql<SqlBool>`true`,
} as const;

/** The catalogue in its order. */
export const listProducts = (
  looking: Looking,
  { view, search }: { readonly view: keyof typeof views; readonly search?: string | undefined },
) =>
  look(looking, async (db) => {
    let query = db
      .selectFrom("product")
      .selectAll()
      .where("business_id", "=", looking.shop.businessId)
      .where(views[view])
      .orderBy("position")
      .orderBy("sku");
    if (search !== undefined && search.trim() !== "")
      query = query.where(
        sql<SqlBool>`(sku ilike ${anywhere(search)} or exists (
          select from jsonb_each_text(name) as words where words.value ilike ${anywhere(search)}))`,
      );
    return (await query.execute()).map(shownProduct);
  });

/** One product. */
export const readProduct = (looking: Looking, sku: string): Promise<Product> =>
  look(looking, async (db) => {
    const row = await db
      .selectFrom("product")
      .selectAll()
      .where("business_id", "=", looking.shop.businessId)
      .where("sku", "=", sku)
      .executeTakeFirst();
    if (!row) throw notFound();
    return shownProduct(row);
  });
