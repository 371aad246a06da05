import type { PlantedBug } from "./bug.ts";

/** Bugs with stock and orders. */
export const goodsBugs: readonly PlantedBug[] = [
  {
    name: "stock read, then written",
    seenAt: "vendure #3508, #1738",
    patches: [
      {
        file: "server/engine/stock.ts",
        find: `const [row] = await batch.tx.updateIf(
      "product",
      { sku: { eq: sku }, stock: { gte: pieces } },
      { stock: { add: -pieces } },
    );`,
        replace: `const [seen] = await batch.tx.find("product", [{ sku }]);
    const row = seen && (seen.stock ?? 0) >= pieces ? seen : undefined;
    if (row) await batch.tx.update("product", [{ sku, stock: (row.stock ?? 0) - pieces }]);`,
      },
    ],
  },
  {
    name: "goods of a cancelled order stay away",
    seenAt: "vendure #1738",
    patches: [
      {
        file: "server/engine/cancel-order.ts",
        find: 'if (before === "paid") await giveBack(batch, piecesBySku(order));',
        replace: "void [before, giveBack, piecesBySku];",
      },
    ],
  },
  {
    name: "what was taken before a shortage is kept",
    seenAt: "partial failure without undo",
    patches: [{ file: "server/engine/stock.ts", find: "await giveBack(batch, taken);", replace: "void taken;" }],
  },
];
