/** What a list shows while something must not move: the ids in order, and how many new ones wait above. */
export type Steady = { readonly ids: readonly string[]; readonly waiting: number };

/**
 * The order of a live list. While `still` (the pointer is over it, or it is scrolled) rows keep their places: gone ones
 * leave, new ones are counted and wait.
 */
export function steadyOrder(shown: readonly string[], fresh: readonly string[], still: boolean): Steady {
  if (!still || shown.length === 0) return { ids: fresh, waiting: 0 };
  const there = new Set(fresh);
  const known = new Set(shown);
  const last = fresh.findLastIndex((id) => known.has(id));
  // What stands below everything known is a further page, not news.
  const tail = fresh.slice(last + 1);
  return {
    ids: [...shown.filter((id) => there.has(id)), ...tail],
    waiting: fresh.slice(0, last + 1).filter((id) => !known.has(id)).length,
  };
}
