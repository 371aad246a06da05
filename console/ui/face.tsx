import type { ReactNode } from "react";

const hues = ["#8a5a2b", "#4f6b3a", "#2f6670", "#6b4a72", "#8a4038", "#50608a"] as const;

/** A person's initials on a colour of her own, always the same one. */
export function Face({
  name,
  id,
  size = 40,
}: {
  readonly name: string;
  readonly id: string;
  readonly size?: number;
}): ReactNode {
  const sum = [...id].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7);
  const initials = name
    .split(/\s+/)
    .map((word) => [...word].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <span
      aria-hidden="true"
      style={{
        display: "grid",
        placeItems: "center",
        flex: "none",
        width: size,
        height: size,
        borderRadius: "50%",
        background: hues[sum % hues.length],
        color: "#fff",
        fontSize: size * 0.38,
        fontWeight: 600,
      }}
    >
      {initials || "·"}
    </span>
  );
}
