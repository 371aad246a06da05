import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import type { MessageDraft } from "#api/message";
import { call } from "../../api.ts";
import { useProblemWords } from "../../ui/problem-words.ts";
import type { Pending } from "./timeline.ts";

/** What is on its way, by thread. */
export type Outgoing = ReadonlyMap<string, readonly Pending[]>;

/** A change to what is on its way. */
export type OutgoingChange =
  | { readonly change: "started"; readonly pending: Pending }
  | { readonly change: "failed"; readonly clientId: string; readonly problem: string }
  | { readonly change: "retried" | "settled" | "dropped"; readonly clientId: string };

/** Carries a change out; a thread without anything on its way is not kept. */
export function changeOutgoing(before: Outgoing, thread: string, change: OutgoingChange): Outgoing {
  const list = before.get(thread) ?? [];
  const next =
    change.change === "started"
      ? [...list, change.pending]
      : change.change === "settled" || change.change === "dropped"
        ? list.filter(({ draft }) => draft.clientId !== change.clientId)
        : list.map((one) =>
            one.draft.clientId === change.clientId
              ? { ...one, problem: change.change === "failed" ? change.problem : undefined }
              : one,
          );
  const after = new Map(before);
  if (next.length > 0) after.set(thread, next);
  else after.delete(thread);
  return after;
}

let outgoing: Outgoing = new Map();
const nothing: readonly Pending[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const apply = (thread: string, change: OutgoingChange): void => {
  outgoing = changeOutgoing(outgoing, thread, change);
  for (const listener of listeners) listener();
};

/** Writing in a thread: at once on the screen, rolled back with its reason when the server refuses. */
export type Sending = {
  readonly pending: readonly Pending[];
  readonly send: (draft: MessageDraft, name?: string) => void;
  readonly retry: (pending: Pending) => void;
  /** Takes a failed one off the screen. */
  readonly drop: (clientId: string) => void;
};

/** Sends messages of one thread. Each press keeps its key, so that a retry never sends twice. */
export function useSending(shop: string, thread: string): Sending {
  const client = useQueryClient();
  const problems = useProblemWords();
  const pending = useSyncExternalStore(subscribe, () => outgoing.get(thread) ?? nothing);
  const { mutate } = useMutation({
    mutationFn: (draft: MessageDraft) =>
      call("sendMessage", { params: { shop, thread }, body: draft, key: draft.clientId }),
    onSuccess: async (_, { clientId }) => {
      await client.invalidateQueries({ queryKey: [shop, "messages", thread] });
      apply(thread, { change: "settled", clientId });
      void client.invalidateQueries({ queryKey: [shop, "thread", thread] });
      void client.invalidateQueries({ queryKey: [shop, "threads"] });
    },
    onError: (error, { clientId }) => {
      const problem = problems.of(error) ?? error.message;
      apply(thread, { change: "failed", clientId, problem });
    },
  });
  const send = useCallback(
    (draft: MessageDraft, name?: string) => {
      const started: Pending = { draft, at: new Date().toISOString(), problem: undefined, name };
      apply(thread, { change: "started", pending: started });
      mutate(draft);
    },
    [mutate, thread],
  );
  const retry = useCallback(
    (one: Pending) => {
      apply(thread, { change: "retried", clientId: one.draft.clientId });
      mutate(one.draft);
    },
    [mutate, thread],
  );
  const drop = useCallback((clientId: string) => apply(thread, { change: "dropped", clientId }), [thread]);
  return { pending, send, retry, drop };
}
