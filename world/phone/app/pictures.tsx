import type { ReactNode } from "react";

/** Drawings of what the demo shops sell, by the first part of the article's number. */
const drawings: Readonly<Record<string, ReactNode>> = {
  ring: (
    <>
      <circle cx="50" cy="60" r="24" />
      <path d="M40 30h20l6 8-16 14-16-14zM34 38h32M44 30l-2 8 8 14 8-14-2-8" />
    </>
  ),
  neck: (
    <>
      <path d="M22 18c2 34 14 50 28 50s26-16 28-50" />
      <path d="M50 68l8 9-8 11-8-11z" />
    </>
  ),
  ear: (
    <>
      <path d="M34 22v18M66 22v18" />
      <path d="M34 40l9 16-9 22-9-22zM66 40l9 16-9 22-9-22z" />
    </>
  ),
  brace: (
    <>
      <ellipse cx="50" cy="50" rx="32" ry="24" />
      <ellipse cx="50" cy="50" rx="25" ry="17" />
      <circle cx="50" cy="76" r="6" />
    </>
  ),
  card: (
    <>
      <rect x="20" y="30" width="60" height="42" rx="3" />
      <path d="M20 33l30 24 30-24M50 46c-6-9-17-1 0 9 17-10 6-18 0-9z" />
    </>
  ),
  gift: (
    <>
      <path d="M22 44h56v38H22zM18 32h64v12H18zM50 32v50" />
      <path d="M50 32c-4-16-22-16-20-6 1 5 10 6 20 6zm0 0c4-16 22-16 20-6-1 5-10 6-20 6z" />
    </>
  ),
  bottle: (
    <>
      <path d="M36 44c0-6 6-8 6-12h16c0 4 6 6 6 12v40H36zM44 32V20h12v12M36 56h28v16H36z" />
    </>
  ),
  oil: (
    <>
      <path d="M42 38h16l6 12v34H36V50zM46 38V24h8v14M50 54c5 7 7 10 7 13a7 7 0 0 1-14 0c0-3 2-6 7-13z" />
    </>
  ),
  brush: (
    <>
      <rect x="40" y="14" width="20" height="40" rx="9" />
      <path d="M46 54v30a4 4 0 0 0 8 0V54M34 20h6M34 28h6M34 36h6M34 44h6" />
    </>
  ),
  jar: (
    <>
      <path d="M28 44h44v34a6 6 0 0 1-6 6H34a6 6 0 0 1-6-6zM26 32h48v12H26zM36 56h28v14H36z" />
    </>
  ),
  spray: (
    <>
      <path d="M40 46h22v38H40zM44 46V34h14v12M44 34v-8h16v8M44 28l-8 2M30 22v.1M28 30v.1M30 38v.1" />
    </>
  ),
};

const hues: Readonly<Record<string, number>> = {
  ring: 38,
  neck: 340,
  ear: 262,
  brace: 20,
  card: 200,
  gift: 355,
  bottle: 168,
  oil: 46,
  brush: 285,
  jar: 120,
  spray: 215,
};

/** Which drawing fits an article: by the beginning of its number, else a gift. */
function drawingFor(retailerId: string): string {
  const start = retailerId.toLowerCase();
  return Object.keys(drawings).find((name) => start.startsWith(name)) ?? "gift";
}

/** A drawn picture of a product, filling its box; decoration, the name stands beside it. */
export function ProductPicture({ retailerId }: { readonly retailerId: string }): ReactNode {
  const drawing = drawingFor(retailerId);
  const last = retailerId.charCodeAt(retailerId.length - 1) || 0;
  const hue = (hues[drawing] ?? 0) + (last % 5) * 6;
  return (
    <svg className="picture" viewBox="0 0 100 100" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      <rect width="100" height="100" fill={`hsl(${hue} 45% 88%)`} />
      <circle cx="78" cy="22" r="46" fill={`hsl(${hue + 24} 60% 93%)`} />
      <g
        fill={`hsl(${hue} 50% 97% / 0.75)`}
        stroke={`hsl(${hue} 40% 34%)`}
        strokeWidth="2.2"
        strokeLinejoin="round"
        strokeLinecap="round"
      >
        {drawings[drawing]}
      </g>
    </svg>
  );
}

/** A round picture of a person or shop: initials on a colour of its own. */
export function Avatar({
  name,
  seed,
  size = 44,
}: {
  readonly name: string;
  readonly seed: string;
  readonly size?: number;
}) {
  let hue = 0;
  for (const letter of seed) hue = (hue * 31 + letter.charCodeAt(0)) % 360;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("");
  return (
    <svg className="avatar" width={size} height={size} viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="22" fill={`hsl(${hue} 42% 38%)`} />
      <text x="22" y="22" dy="0.36em" textAnchor="middle" fontSize="16" fontWeight="600" fill="#fff">
        {initials}
      </text>
    </svg>
  );
}
