import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CartEdit, CartProblem } from "#api/order";
import type { Thread } from "#api/thread";
import { ApiError, call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { guessOrder } from "./cart-change.ts";

function useProblemWords(): (problem: CartProblem) => string {
  const w = useWords();
  const format = useFormat();
  return (problem) => {
    switch (problem.problem) {
      case "out-of-stock":
        return w("cart.out-of-stock", { sku: problem.sku, left: problem.left });
      case "option-missing":
        return w("cart.option-missing", { sku: problem.sku, option: problem.option });
      case "price-changed":
        return w("cart.price-changed", { sku: problem.sku, now: format.money(problem.now) });
      default:
        return w(`cart.${problem.problem}`, { sku: problem.sku });
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
  const w = useWords();
  const toasts = useToasts();
  const problemWords = useProblemWords();
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
      for (const problem of problems) toasts.failed(undefined, problemWords(problem));
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey });
      const changed = error instanceof ApiError && error.problem.status === 409;
      if (changed) toasts.failed(error, w("cart.changed-meanwhile"));
      else toasts.failed(error);
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
