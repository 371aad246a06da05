import type { ReactNode } from "react";

/** Strokes of each icon on a 24 × 24 ground. */
const strokes = {
  inbox: "M4 5h16v11h-6l-2 3-2-3H4z",
  orders: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  payments: "M3 6h18v12H3zM3 10h18M7 15h3",
  ledger: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6",
  catalogue: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  down: "M6 9l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  check: "M5 12.5l5 5L20 7",
  send: "M4 12L20 4l-6 16-3-6zM11 14l4-5",
  clip: "M8 12l6-6a3.5 3.5 0 0 1 5 5l-8 8a5 5 0 0 1-7-7l7-7",
  reply: "M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2",
  alert: "M12 4l9 16H3zM12 10v4M12 17h.01",
  bot: "M6 9h12v9H6zM12 9V5M9 13h.01M15 13h.01M10 16h4M3 12v3M21 12v3",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6",
  hand: "M8 12V6a1.5 1.5 0 0 1 3 0v5M11 11V5a1.5 1.5 0 0 1 3 0v6M14 11V7a1.5 1.5 0 0 1 3 0v7c0 4-2.5 7-6 7-3 0-4.500-1.500-6-5l-1-3c0-1.500 2-1.500 3 0l1 2",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  refund: "M4 9h11a5 5 0 0 1 0 10H9M8 5L4 9l4 4",
  truck: "M3 6h11v10H3zM14 10h4l3 3v3h-7M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  pin: "M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4M15 9h.01",
  list: "M8 7h12M8 12h12M8 17h12M4 7h.01M4 12h.01M4 17h.01",
  cart: "M3 5h3l2 10h10l2-7H7M9 20h.01M17 20h.01",
  phone: "M8 3h8v18H8zM11 18h2",
  archive: "M4 5h16v4H4zM6 9v10h12V9M10 13h4",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  copy: "M8 8h11v11H8zM5 15V5h10",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  shield: "M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6zM9 12l2 2 4-4",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  keyboard: "M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8",
  leave: "M10 4H5v16h5M15 8l4 4-4 4M19 12H9",
  retry: "M20 11a8 8 0 1 0-2 6M20 5v6h-6",
  till: "M4 11h16v9H4zM7 11V7h10v4M9 4h6v3H9zM8 15h.01M12 15h.01M16 15h.01",
} as const;

/** An icon's name. */
export type IconName = keyof typeof strokes;

/** One of the console's own icons; it says nothing to screen readers, the control around it does. */
export const Icon = ({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactNode => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.8}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
    style={{ flex: "none" }}
  >
    <path d={strokes[name]} />
  </svg>
);
