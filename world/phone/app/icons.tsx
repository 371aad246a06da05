import type { ReactNode } from "react";

const strokes = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  mic: "M12 4a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V7a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  bag: "M6 8h12l1 12H5L6 8zM9 8a3 3 0 0 1 6 0",
  cart: "M3 5h2l2.2 10h10L20 8H6M9 19.5h.01M16 19.5h.01",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6l1-7z",
  plane: "M21 15l-8-4V5.5a1.5 1.5 0 0 0-3 0V11l-8 4v2l8-2v4l-2 1.5V22l3.5-1 3.5 1v-1.5L13 19v-4l8 2v-2z",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  camera: "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  pin: "M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21zM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20a7.5 6 0 0 1 15 0",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  reply: "M10 6L4 11l6 5v-3c5 0 8 1.5 10 5-.5-6-4-9-10-9V6z",
  edit: "M5 19l1-4L16 5l3 3L9 18l-4 1z",
  copy: "M8 8h11v12H8zM5 16V4h11",
  link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  play: "M7 4l13 8-13 8V4z",
  pause: "M8 5v14M16 5v14",
  down: "M6 9l6 6 6-6",
  phone: "M6 3h4l1.5 5-2.5 2a12 12 0 0 0 5 5l2-2.5 5 1.5v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.6 5.6l12.8 12.8",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15L6 17zM10 21h4",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  form: "M5 3h14v18H5zM8 8h8M8 12h8M8 16h4",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  send: "M4 12l16-8-5 16-3.5-6.5L4 12z",
  check: "M5 12.5l4.5 4.5L19 7.5",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof strokes;

const filled = new Set<IconName>(["bolt", "play", "send"]);

/** A small drawing; decoration only, so its neighbour or its button carries the words. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className={`icon icon-${name}`}>
      <path
        d={strokes[name]}
        fill={filled.has(name) ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={name === "more" || name === "list" || name === "cart" ? 2.2 : 1.8}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** How far a message is: a clock, one tick, two ticks, two blue ticks, or a mark for failed. */
export function Ticks({
  status,
  label,
}: {
  readonly status: "waiting" | "sent" | "delivered" | "read" | "failed";
  readonly label: string;
}): ReactNode {
  const tick = "M1.5 6.5l3 3L11 3";
  const paths = {
    waiting: "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM6 3.5V6l1.8 1.200",
    sent: tick,
    delivered: `${tick}M7.8 8.8l.7.7L15 3`,
    read: `${tick}M7.8 8.8l.7.7L15 3`,
    failed: "M6 1.5v6M6 10.200v.1",
  };
  return (
    <svg className={`ticks ticks-${status}`} width="17" height="12" viewBox="0 0 16 12" role="img" aria-label={label}>
      <path
        d={paths[status]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
