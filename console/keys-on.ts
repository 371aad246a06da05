import { useCallback, useSyncExternalStore } from "react";
import { remember, remembered } from "./memory.ts";

const listeners = new Set<() => void>();
let on = remembered("keys") !== "off";
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether single-letter keys act, and the switch (WCAG 2.1.4). */
export function useKeysOn(): readonly [boolean, (on: boolean) => void] {
  const now = useSyncExternalStore(subscribe, () => on);
  const set = useCallback((next: boolean) => {
    on = next;
    remember("keys", next ? undefined : "off");
    for (const listener of listeners) listener();
  }, []);
  return [now, set];
}
