import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { EntryDecision } from "#api/statement";
import { call } from "../../api.ts";
import { usePress } from "../../press.ts";
import { useShop } from "../../shop.tsx";

/** A file chosen for import; with a rail it holds that rail's payouts. */
export type Chosen = { readonly file: File; readonly rail: string | undefined };

/** Movements that wait for a person, or all that were decided. */
export function useEntries(view: "open" | "matched") {
  const { slug } = useShop();
  return useInfiniteQuery({
    queryKey: [slug, "statements", "entries", view],
    queryFn: ({ pageParam, signal }) =>
      call("statementEntries", { params: { shop: slug }, query: { view, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Files that were imported. */
export function useStatements() {
  const { slug } = useShop();
  return useInfiniteQuery({
    queryKey: [slug, "statements", "files"],
    queryFn: ({ pageParam, signal }) =>
      call("statements", { params: { shop: slug }, query: { cursor: pageParam, limit: 10 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** The comparison as the server last saw it, with its nights. */
export function useNights() {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "reconciliation"],
    queryFn: ({ signal }) => call("reconciliation", { params: { shop: slug }, signal }),
  });
}

const asked = (slug: string, { file, rail }: Chosen) => ({
  params: { shop: slug },
  query: { name: file.name.slice(0, 240), rail },
  bytes: file,
});

/** Looks into a file and imports it. */
export function useUpload() {
  const { slug } = useShop();
  const client = useQueryClient();
  const preview = useMutation({ mutationFn: (chosen: Chosen) => call("previewStatement", asked(slug, chosen)) });
  const take = useMutation({
    mutationFn: (chosen: Chosen) => call("importStatement", asked(slug, chosen)),
    onSuccess: () => {
      for (const part of ["statements", "reconciliation", "payments", "payment", "ledger", "orders", "order"])
        void client.invalidateQueries({ queryKey: [slug, part] });
    },
  });
  return { preview, take };
}

/** Says what a movement is. */
export function useDecision(entry: string, onDone: () => void) {
  const { key, settle } = usePress();
  const { slug } = useShop();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EntryDecision) => call("decideEntry", { params: { shop: slug, entry }, body, key }),
    onError: (error) => settle(error),
    onSuccess: () => {
      settle();
      for (const part of ["statements", "reconciliation", "payments", "payment", "ledger", "orders", "order"])
        void client.invalidateQueries({ queryKey: [slug, part] });
      onDone();
    },
  });
}
