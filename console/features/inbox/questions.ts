import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ThreadView } from "#api/thread";
import { call } from "../../api.ts";

/** Threads of a view, page after page. */
export const useThreads = (shop: string, view: ThreadView, search: string) =>
  useInfiniteQuery({
    queryKey: [shop, "threads", view, search],
    queryFn: ({ pageParam, signal }) =>
      call("threads", {
        params: { shop },
        query: { view, search: search || undefined, cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });

/** One thread with its open order. */
export const useThread = (shop: string, thread: string) =>
  useQuery({
    queryKey: [shop, "thread", thread],
    queryFn: ({ signal }) => call("thread", { params: { shop, thread }, signal }),
  });

/** A thread's messages: the newest page first, older ones on demand. */
export const useMessages = (shop: string, thread: string) =>
  useInfiniteQuery({
    queryKey: [shop, "messages", thread],
    queryFn: ({ pageParam, signal }) =>
      call("messages", { params: { shop, thread }, query: { before: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.hasMore ? page.items[0]?.seq : undefined),
  });

/** What happened to a thread's orders and money. */
export const useThreadEvents = (shop: string, thread: string) =>
  useQuery({
    queryKey: [shop, "events", thread],
    queryFn: ({ signal }) => call("threadEvents", { params: { shop, thread }, signal }),
  });

/** Takes a thread over from the bot, or gives it back. */
export function useOwner(shop: string, thread: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: "human" | "bot") => call(to === "human" ? "takeOver" : "giveBack", { params: { shop, thread } }),
    onSuccess: (answer) => {
      client.setQueryData([shop, "thread", thread], answer);
      void client.invalidateQueries({ queryKey: [shop, "threads"] });
      void client.invalidateQueries({ queryKey: [shop, "events", thread] });
    },
  });
}
