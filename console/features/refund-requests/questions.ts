import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { RefundDecision, RefundRequestDetails } from "#api/refund-request";
import type { QueryOf } from "#api/routes";
import { call } from "../../api.ts";
import { usePress } from "../../press.ts";
import { useShop } from "../../shop.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";

/** Which refund requests a list keeps. */
export type RefundListView = NonNullable<QueryOf<"refundRequests">["view"]>;

/** Refund requests of a view, page after page. */
export function useRefundRequests(view: RefundListView) {
  const { slug } = useShop();
  return useInfiniteQuery({
    queryKey: [slug, "refund-requests", view],
    queryFn: ({ pageParam, signal }) =>
      call("refundRequests", { params: { shop: slug }, query: { view, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

/** Everything about a refund request. */
export function useRefundRequest(request: string) {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "refund-request", request],
    queryFn: ({ signal }) => call("refundRequest", { params: { shop: slug, request }, signal }),
  });
}

/** A decision about a request, as it was seen; what was decided meanwhile is said and shown. */
export function useDecision(request: RefundRequestDetails, onDone: () => void) {
  const { key, settle } = usePress();
  const client = useQueryClient();
  const { slug } = useShop();
  const w = useWords();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (decision: RefundDecision) =>
      call("decideRefund", {
        params: { shop: slug, request: request.id },
        body: { expected: request.state, decision },
        key,
      }),
    onError: (error) => {
      settle(error);
      void client.invalidateQueries({ queryKey: [slug, "refund-request", request.id] });
    },
    onSuccess: (after, { decide }) => {
      settle();
      client.setQueryData([slug, "refund-request", request.id], after);
      for (const part of ["refund-requests", "order", "orders", "payment", "payments", "summary", "events"])
        void client.invalidateQueries({ queryKey: [slug, part] });
      const waits = decide === "approve" && after.state === "approved";
      toasts.done(w(waits ? "refunds.done.waits" : `refunds.done.${decide}`));
      onDone();
    },
  });
}

/** The whole account number, once it is asked for. It is kept nowhere. */
export function useAccount(request: string) {
  const { slug } = useShop();
  return useMutation({
    mutationFn: () => call("refundAccount", { params: { shop: slug, request } }),
    gcTime: 0,
  });
}
