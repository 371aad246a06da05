import { useEffect, useSyncExternalStore } from "react";
import type { IconName } from "./ui/icons.tsx";

/** Something that can be done now: the palette, the key sheet and the keyboard all know it by this. */
export type Verb = {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** A sequence such as `g i`, where there is one. */
  readonly keys?: string;
  readonly run: () => void;
};

let onScreen: readonly Verb[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const put = (verbs: readonly Verb[]): void => {
  onScreen = verbs;
  for (const listener of listeners) listener();
};

/** Offers what can be done with the object on the screen, while it is there. `verbs` must be memoised. */
export function useOffer(verbs: readonly Verb[]): void {
  useEffect(() => {
    put(verbs);
    return () => put([]);
  }, [verbs]);
}

/** What can be done with the object on the screen. */
export const useOffered = (): readonly Verb[] => useSyncExternalStore(subscribe, () => onScreen);
