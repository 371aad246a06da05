import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { type LiveEvent, liveEvent } from "#api/live";
import { liveAddress } from "./api.ts";

/** How the stream stands, as the shell shows it. */
export type LiveState = "connecting" | "live" | "lost";

type Writer = { readonly by: string; readonly until: number };
const state: { connection: LiveState; writers: ReadonlyMap<string, Writer> } = {
  connection: "connecting",
  writers: new Map(),
};
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = () => {
  for (const listener of listeners) listener();
};

/** A stream broken for less than this is nobody's news, ms. */
const patience = 2000;

/** How long a colleague counts as writing after her last sign of it, ms. */
const writingFor = 6000;

/** The query keys an event makes stale, each beginning with the shop. */
export function staleKeys(shop: string, event: LiveEvent): readonly (readonly string[])[] {
  const under = (...key: string[]) => [shop, ...key];
  switch (event.resource) {
    case "thread":
      return [under("threads"), under("thread", event.id), under("events", event.id), under("summary")];
    case "message":
      return [under("messages", event.threadId ?? ""), under("threads")];
    case "order":
      return [
        under("orders"),
        under("order", event.id),
        under("refund-requests"),
        under("refund-request"),
        under("thread"),
        under("events"),
        under("summary"),
      ];
    case "payment":
      return [
        under("payments"),
        under("payment", event.id),
        under("order"),
        under("ledger"),
        under("reconciliation"),
        under("events"),
        under("summary"),
      ];
    case "product":
      return [under("products")];
    case "notice":
      return [under("notices"), under("letters"), under("summary")];
    case "settings":
      return [under("settings"), ["me"]];
    case "statement":
      return [under("statements"), under("reconciliation")];
    case "typing":
      return [];
    case "reset":
      return [[shop], ["me"]];
  }
}

function noteWriter(event: LiveEvent): void {
  const writers = new Map(state.writers);
  writers.set(event.id, { by: event.by ?? "", until: Date.now() + writingFor });
  state.writers = writers;
  tell();
  setTimeout(tell, writingFor + 50);
}

function take(client: QueryClient, shop: string, text: string, pending: Map<string, readonly string[]>): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return;
  }
  const read = liveEvent.safeParse(parsed);
  if (!read.success) return;
  if (read.data.resource === "typing") noteWriter(read.data);
  if (pending.size === 0)
    // A burst of events asks each list once.
    setTimeout(() => {
      const keys = [...pending.values()];
      pending.clear();
      for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    }, 120);
  for (const key of staleKeys(shop, read.data)) pending.set(key.join(" "), key);
}

/** Keeps a shop's screens live: one stream, reconnected for ever, with everything asked anew after a gap. */
export function useLive(shop: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let lost: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let gap = false;
    const pending = new Map<string, readonly string[]>();
    const become = (connection: LiveState) => {
      if (state.connection === connection) return;
      state.connection = connection;
      tell();
    };
    const open = () => {
      source = new EventSource(liveAddress(shop));
      source.onopen = () => {
        failures = 0;
        clearTimeout(lost);
        lost = undefined;
        become("live");
        if (gap) void client.invalidateQueries({ queryKey: [shop] });
        gap = false;
      };
      source.onmessage = (message: MessageEvent<string>) => take(client, shop, message.data, pending);
      source.onerror = () => {
        gap = true;
        failures += 1;
        lost ??= setTimeout(() => become("lost"), patience);
        // The browser reconnects by itself unless the server refused.
        if (source?.readyState === EventSource.CLOSED)
          retry = setTimeout(open, Math.min(30_000, 1000 * 2 ** Math.min(failures, 5)));
      };
    };
    const leave = () => {
      gap = true;
      become("lost");
    };
    const comeBack = () => {
      source?.close();
      clearTimeout(retry);
      open();
    };
    window.addEventListener("offline", leave);
    window.addEventListener("online", comeBack);
    if (!navigator.onLine) leave();
    open();
    return () => {
      window.removeEventListener("offline", leave);
      window.removeEventListener("online", comeBack);
      source?.close();
      clearTimeout(retry);
      clearTimeout(lost);
      become("connecting");
    };
  }, [client, shop]);
}

/** Whether the screens are live. */
export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => state.connection);

/** The colleague who is writing in a thread now. */
export const useWriter = (threadId: string): string | undefined =>
  useSyncExternalStore(subscribe, () => {
    const writer = state.writers.get(threadId);
    return writer && writer.until > Date.now() ? writer.by : undefined;
  });
