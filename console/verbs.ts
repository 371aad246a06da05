import { useEffect, useId, useSyncExternalStore } from "react";
import type { IconName } from "./ui/icons.tsx";

/** Something that can be done now: the palette, the key sheet and the keyboard all know it by this. */
export type Verb = {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** A sequence such as `g i`, where there is one. */
  readonly keys?: string;
  /** Other words one may look for it by, in the reader's language. */
  readonly words?: string;
  /** Only for the keyboard: the palette has no use for it. */
  readonly keysOnly?: boolean;
  readonly run: () => void;
};

const offers = new Map<string, readonly Verb[]>();
let onScreen: readonly Verb[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = (): void => {
  onScreen = [...offers.values()].flat();
  for (const listener of listeners) listener();
};

/** Offers what can be done with a part of the screen, while it is there. `verbs` must be memoised. */
export function useOffer(verbs: readonly Verb[]): void {
  const part = useId();
  useEffect(() => {
    offers.set(part, verbs);
    tell();
    return () => {
      offers.delete(part);
      tell();
    };
  }, [part, verbs]);
}

/** What can be done with what is on the screen. */
export const useOffered = (): readonly Verb[] => useSyncExternalStore(subscribe, () => onScreen);
