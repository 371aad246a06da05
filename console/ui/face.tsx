import type { ReactNode } from "react";

const hues = [
  "#8a5a2b",
  "#4f6b3a",
  "#2f6670",
  "#6b4a72",
  "#8a4038",
  "#50608a",
  "#766017",
  "#1f6b58",
  "#91406a",
  "#3f5f9c",
  "#6a5848",
] as const;

/** A colour of its own for each id, always the same one; white reads well on all of them (WCAG 2.2, 1.4.3). */
export const colourOf = (id: string): string => {
  // FNV-1a: ids that differ in one letter get colours that have nothing to do with each other.
  const sum = [...id].reduce(
    (total, character) => Math.imul(total ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0,
    2_166_136_261,
  );
  return hues[sum % hues.length] ?? hues[0];
};

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
        background: colourOf(id),
        color: "#fff",
        fontSize: size * 0.38,
        fontWeight: 600,
      }}
    >
      {initials || "·"}
    </span>
  );
}
