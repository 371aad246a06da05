import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CartEdit, CartProblem, Order } from "#api/order";
import type { Product } from "#api/product";
import type { Thread } from "#api/thread";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { useOptionWords } from "../../ui/option-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { guessOrder } from "./cart-change.ts";

/** Where the products that can be added are kept. */
export const onSale = (slug: string) => [slug, "products", "on-sale", ""] as const;

/** Says what could not be done as asked, with the product and its options as they are read where they are known. */
function useCartProblemWords(): (problem: CartProblem, order: Order) => string {
  const w = useWords();
  const format = useFormat();
  const options = useOptionWords();
  const client = useQueryClient();
  const { slug } = useShop();
  return (problem, order) => {
    const product = client.getQueryData<readonly Product[]>(onSale(slug))?.find(({ sku }) => sku === problem.sku);
    const name = product?.name ?? order.lines.find(({ sku }) => sku === problem.sku)?.name;
    const of = (name && format.local(name)) || problem.sku;
    const optionName = (key: string) =>
      options.name(product?.options.find(({ name: own }) => own === key) ?? { name: key });
    switch (problem.problem) {
      case "out-of-stock":
        return w("cart.out-of-stock", { product: of, left: problem.left });
      case "option-missing":
        return w("cart.option-missing", { product: of, option: optionName(problem.option) });
      case "option-too-long":
        return w("cart.option-too-long", { product: of, option: optionName(problem.option), most: problem.most });
      case "price-changed":
        return w("cart.price-changed", { product: of, now: format.money(problem.now) });
      default:
        return w(`cart.${problem.problem}`, { product: of });
    }
  };
}

/**
 * Edits a thread's cart: at once on the screen, one after the other on the server, each at the revision seen. When the
 * customer changed it meanwhile, her cart is shown instead and the edit is not made.
 */
export function useCartEdits(thread: string) {
  const client = useQueryClient();
  const { slug } = useShop();
  const toasts = useToasts();
  const problemWords = useCartProblemWords();
  const queryKey = [slug, "thread", thread];
  return useMutation({
    scope: { id: `cart ${thread}` },
    mutationFn: (edit: CartEdit["edit"]) => {
      const revision = client.getQueryData<Thread>(queryKey)?.order?.revision ?? null;
      return call("editCart", { params: { shop: slug, thread }, body: { revision, edit } });
    },
    onMutate: async (edit) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData<Thread>(queryKey, (old) =>
        old?.order ? { ...old, order: guessOrder(old.order, { edit }) } : old,
      );
    },
    onSuccess: ({ order, problems }) => {
      client.setQueryData<Thread>(queryKey, (old) => (old ? { ...old, order } : old));
      for (const problem of problems) toasts.failed(undefined, problemWords(problem, order));
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey });
      toasts.failed(error);
    },
  });
}

/** Asks the customer for the total shown; the link goes out in the thread. */
export function useLinkRequest(thread: string) {
  const client = useQueryClient();
  const { slug } = useShop();
  const w = useWords();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (ask: { readonly revision: number; readonly key: string }) =>
      call("requestLink", { params: { shop: slug, thread }, body: { revision: ask.revision }, key: ask.key }),
    onSuccess: ({ order }) => {
      client.setQueryData<Thread>([slug, "thread", thread], (old) => (old ? { ...old, order } : old));
      toasts.done(w("cart.link-asked"));
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: [slug, "thread", thread] });
      toasts.failed(error);
    },
  });
}
