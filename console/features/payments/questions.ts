import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryOf } from "#api/routes";
import { call } from "../../api.ts";
import { usePress } from "../../press.ts";
import { useShop } from "../../shop.tsx";

/** Which payments a list keeps. */
export type PaymentListView = NonNullable<QueryOf<"payments">["view"]>;

/** Payments of a view, page after page. */
export function usePayments(view: PaymentListView, search: string) {
  const { slug } = useShop();
  return useInfiniteQuery({
    queryKey: [slug, "payments", view, search],
    queryFn: ({ pageParam, signal }) =>
      call("payments", {
        params: { shop: slug },
        query: { view, search: search || undefined, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

/** A payment with all its proof. */
export function usePayment(payment: string) {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "payment", payment],
    queryFn: ({ signal }) => call("payment", { params: { shop: slug, payment }, signal }),
  });
}

/** Asks the provider now what became of a payment. */
export function useLookUp(payment: string) {
  const client = useQueryClient();
  const { slug } = useShop();
  return useMutation({
    mutationFn: () => call("lookUpPayment", { params: { shop: slug, payment } }),
    onSuccess: (answer) => {
      client.setQueryData([slug, "payment", payment], answer);
      void client.invalidateQueries({ queryKey: [slug, "payments"] });
    },
  });
}

/** Answers a dispute with what proves the sale. */
export function useSendEvidence(payment: string, dispute: string) {
  const client = useQueryClient();
  const { slug } = useShop();
  const { key, settle } = usePress();
  return useMutation({
    mutationFn: () => call("sendEvidence", { params: { shop: slug, payment, dispute }, key }),
    onError: (error) => settle(error),
    onSuccess: (answer) => {
      settle();
      client.setQueryData([slug, "payment", payment], answer);
    },
  });
}

/** Whether every payment agrees with its provider; asked again while a comparison runs. */
export function useReconciliation() {
  const client = useQueryClient();
  const { slug } = useShop();
  const queryKey = [slug, "reconciliation"];
  const state = useQuery({
    queryKey,
    queryFn: ({ signal }) => call("reconciliation", { params: { shop: slug }, signal }),
    refetchInterval: (query) => (query.state.data?.state === "checking" ? 1500 : false),
  });
  const check = useMutation({
    mutationFn: () => call("reconcile", { params: { shop: slug } }),
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
  });
  return { state, check };
}

/** Today in figures. */
export function useSummary() {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "summary"],
    queryFn: ({ signal }) => call("summary", { params: { shop: slug }, signal }),
  });
}
