const unitLengths: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads "90min", "23 h" or "2d" as milliseconds; undefined for anything else. Units: s, min, h, d. */
export function readDuration(text: string): number | undefined {
  const match = /^(\d{1,6})\s?(s|min|h|d)$/.exec(text.trim());
  const [, count, unit = ""] = match ?? [];
  const length = unitLengths[unit];
  return length === undefined ? undefined : Number(count) * length;
}

/** Writes milliseconds in the largest unit that divides them: 82,800,000 is "23h". */
export function writeDuration(milliseconds: number): string {
  for (const unit of ["d", "h", "min"]) {
    const length = unitLengths[unit] ?? 1;
    if (milliseconds % length === 0) return `${milliseconds / length}${unit}`;
  }
  return `${Math.round(milliseconds / 1_000)}s`;
}
