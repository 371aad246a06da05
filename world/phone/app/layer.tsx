import { type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "./icons.tsx";
import { usePhone } from "./phone-context.ts";
import { useTexts } from "./texts.ts";

const focusable = 'a[href], button:not(:disabled), input, textarea, select, iframe, [tabindex="0"]';

/** Keeps Tab inside the layer. */
function wrapFocus(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Tab") return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (edge === undefined || document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

/**
 * A sheet over the chat (`sheet`) or a page of its own (`page`). Takes the focus, keeps Tab inside, closes with Escape
 * and gives the focus back to where it was.
 */
export function LayerFrame(props: {
  readonly look: "sheet" | "page";
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
}): ReactNode {
  const { pop } = usePhone();
  const { say } = useTexts();
  const titleId = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const wanted = box.current?.querySelector<HTMLElement>("[data-first]") ?? box.current;
    wanted?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div className={`layer layer-${props.look}`}>
      {props.look === "sheet" && <div className="veil" onClick={pop} aria-hidden="true" />}
      {/* Keys are heard for what is inside: Escape closes, Tab stays. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <dialog
        open
        ref={box}
        className={`layer-box ${props.className ?? ""}`}
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        onKeyDown={(event) => {
          wrapFocus(event);
          if (event.key === "Escape") {
            event.stopPropagation();
            pop();
          }
        }}
      >
        <header className="layer-head">
          <button type="button" className="round" onClick={pop} aria-label={say("close")}>
            <Icon name={props.look === "page" ? "back" : "close"} />
          </button>
          <h2 id={titleId} dir="auto">
            {props.title}
          </h2>
          {props.actions}
        </header>
        <div className="layer-body">{props.children}</div>
      </dialog>
    </div>
  );
}
