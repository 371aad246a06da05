import type { ReactNode } from "react";
import { colourOf } from "./face.tsx";

/** A product's picture; where it has none, its initial on a colour of its own. It says nothing besides its name. */
export function ProductTile(props: {
  readonly sku: string;
  readonly name: string;
  readonly image?: string | null | undefined;
  /** Pixels. */
  readonly size?: number;
}): ReactNode {
  const { size = 44 } = props;
  const square = { flex: "none", width: size, height: size, borderRadius: size * 0.2 } as const;
  if (props.image?.startsWith("/"))
    return <img src={props.image} alt="" loading="lazy" style={{ ...square, objectFit: "cover" }} />;
  const initial = [...props.name].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? "·";
  return (
    <span
      aria-hidden="true"
      style={{
        ...square,
        display: "grid",
        placeItems: "center",
        background: colourOf(props.sku),
        color: "#fff",
        fontSize: size * 0.42,
        fontWeight: 650,
      }}
    >
      {initial.toUpperCase()}
    </span>
  );
}
