import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Order } from "#api/order";
import type { QueryOf } from "#api/routes";
import { call } from "../../api.ts";
import { useShop } from "../../shop.tsx";

/** Which orders a list keeps. */
export type OrderListView = NonNullable<QueryOf<"orders">["view"]>;

/** Orders of a view, page after page. */
export function useOrders(view: OrderListView, search: string) {
  const { slug } = useShop();
  return useInfiniteQuery({
    queryKey: [slug, "orders", view, search],
    queryFn: ({ pageParam, signal }) =>
      call("orders", {
        params: { shop: slug },
        query: { view, search: search || undefined, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

/** Everything about an order. */
export function useOrder(order: string) {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "order", order],
    queryFn: ({ signal }) => call("order", { params: { shop: slug, order }, signal }),
  });
}

/** An act on an order that answers with the order as it then is. */
export function useOrderAct<Ask>(order: string, act: (shop: string, ask: Ask) => Promise<Order>) {
  const client = useQueryClient();
  const { slug } = useShop();
  return useMutation({
    mutationFn: (ask: Ask) => act(slug, ask),
    onSuccess: (answer) => {
      client.setQueryData([slug, "order", order], answer);
      void client.invalidateQueries({ queryKey: [slug, "orders"] });
    },
  });
}
