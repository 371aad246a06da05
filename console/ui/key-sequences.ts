import { useEffect, useRef } from "react";

/** Keys pressed so far and when the last one was, ms. */
export type Pressed = { readonly keys: readonly string[]; readonly at: number };
/** A pause after which a sequence begins anew, ms. */
const patience = 1200;

/** The next state after a key, and the sequence it completed, if any. */
export function press(
  before: Pressed,
  key: string,
  now: number,
  sequences: readonly string[],
): { readonly pressed: Pressed; readonly hit: string | undefined } {
  const fresh = now - before.at > patience ? [] : before.keys;
  for (const keys of [[...fresh, key], [key]]) {
    const typed = keys.join(" ");
    if (sequences.includes(typed)) return { pressed: { keys: [], at: now }, hit: typed };
    if (sequences.some((one) => one.startsWith(`${typed} `))) return { pressed: { keys, at: now }, hit: undefined };
  }
  return { pressed: { keys: [], at: now }, hit: undefined };
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens for sequences such as `g i` or `?` while nobody types; nothing while `on` is false (WCAG 2.1.4). */
export function useKeySequences(bindings: Readonly<Record<string, () => void>>, on: boolean): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  }, [bindings]);
  useEffect(() => {
    if (!on) return undefined;
    let pressed: Pressed = { keys: [], at: 0 };
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog][data-modal-content], .mantine-Modal-content, [role=menu]")) return;
      const next = press(pressed, event.key.toLowerCase(), event.timeStamp, Object.keys(current.current));
      pressed = next.pressed;
      if (next.hit === undefined) return;
      event.preventDefault();
      current.current[next.hit]?.();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on]);
}
