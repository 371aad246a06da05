import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { ProductTile } from "../../ui/product-tile.tsx";
import styles from "./bubble.module.css";

/** A product a message shows, by its picture, name and price; by its reference alone where it is not in the catalogue. */
export function ProductLine({ sku }: { readonly sku: string }): ReactNode {
  const format = useFormat();
  const { slug } = useShop();
  const products = useQuery({
    queryKey: [slug, "products", "in-messages"],
    queryFn: ({ signal }) => call("products", { params: { shop: slug }, query: { view: "all" }, signal }),
    staleTime: 60_000,
  });
  const product = products.data?.find((one) => one.sku === sku);
  const name = (product && format.local(product.name)) || sku;
  return (
    <span className={styles["product"]}>
      <ProductTile sku={sku} name={name} image={product?.image} size={36} />
      <span>
        {name}
        {product && <small>{format.money(product.price)}</small>}
      </span>
    </span>
  );
}
