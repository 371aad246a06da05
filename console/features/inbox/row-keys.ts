import { type RefObject, useEffect, useMemo, useRef } from "react";
import { type Verb, useOffer } from "../../verbs.ts";
import { useWords } from "../../words.tsx";

/** The row a step leads to: from the marked one, else from the open one, else the first; it stays inside the list. */
export function stepTo(ids: readonly string[], from: string | undefined, step: 1 | -1): string | undefined {
  const at = from === undefined ? -1 : ids.indexOf(from);
  return ids[at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))];
}

/** The row the keyboard stands on. */
const marked = (list: HTMLElement | null): HTMLElement | undefined => {
  const active = document.activeElement;
  return active instanceof HTMLElement && list?.contains(active) && active.dataset["thread"] ? active : undefined;
};

/** J and K walk through the rows of a list, O opens the one stood on; Enter does so by itself. */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  rows: {
    readonly ids: readonly string[];
    readonly open: string | undefined;
    /** Brings a row into sight: only those in sight are there. */
    readonly show: (index: number) => void;
  },
): void {
  const w = useWords();
  // The verbs stay the same while the list moves under them.
  const now = useRef(rows);
  useEffect(() => {
    now.current = rows;
  });
  const verbs = useMemo<readonly Verb[]>(() => {
    const walk = (step: 1 | -1) => () => {
      const { ids, open, show } = now.current;
      const to = stepTo(ids, marked(list.current)?.dataset["thread"] ?? open, step);
      if (to === undefined) return;
      show(ids.indexOf(to));
      requestAnimationFrame(() =>
        list.current?.querySelector<HTMLElement>(`[data-thread="${CSS.escape(to)}"]`)?.focus({ preventScroll: true }),
      );
    };
    return [
      { id: "next", icon: "down", keys: "j", label: w("keys.next"), keysOnly: true, run: walk(1) },
      { id: "previous", icon: "down", keys: "k", label: w("keys.previous"), keysOnly: true, run: walk(-1) },
      {
        id: "open",
        icon: "forward",
        keys: "o",
        label: w("keys.open"),
        keysOnly: true,
        run: () => marked(list.current)?.click(),
      },
    ];
  }, [w, list]);
  useOffer(verbs);
}
