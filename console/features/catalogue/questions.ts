import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Product } from "#api/product";
import type { BodyOf, QueryOf } from "#api/routes";
import { call } from "../../api.ts";
import { useShop } from "../../shop.tsx";

/** Which products a list keeps. */
export type ProductListView = NonNullable<QueryOf<"products">["view"]>;

/** The catalogue in its order. */
export function useProducts(view: ProductListView, search: string) {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "products", view, search],
    queryFn: ({ signal }) =>
      call("products", { params: { shop: slug }, query: { view, search: search || undefined }, signal }),
    placeholderData: (before) => before,
  });
}

/** Changes to products: each puts the product the server answered with into every list that shows it. */
export function useProductActs() {
  const client = useQueryClient();
  const { slug } = useShop();
  const onSuccess = (product: Product) => {
    client.setQueriesData<readonly Product[]>({ queryKey: [slug, "products"] }, (old) =>
      old?.map((one) => (one.sku === product.sku ? product : one)),
    );
    void client.invalidateQueries({ queryKey: [slug, "products"] });
  };
  const onError = () => void client.invalidateQueries({ queryKey: [slug, "products"] });
  const create = useMutation({
    mutationFn: (body: BodyOf<"createProduct">) => call("createProduct", { params: { shop: slug }, body }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ sku, ...body }: BodyOf<"changeProduct"> & { readonly sku: string }) =>
      call("changeProduct", { params: { shop: slug, sku }, body }),
    onSuccess,
    onError,
  });
  const stock = useMutation({
    mutationFn: ({ sku, body }: { readonly sku: string; readonly body: BodyOf<"changeStock"> }) =>
      call("changeStock", { params: { shop: slug, sku }, body }),
    onSuccess,
    onError,
  });
  return { create, change, stock };
}
