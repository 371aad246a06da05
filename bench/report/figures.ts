/** Every figure a milestone is judged by. Times are milliseconds unless the name says otherwise. */
export type FigureName =
  | "rate"
  | "rate-with-statuses"
  | "rate-in-flight"
  | "rate-of-loop"
  | "rate-with-statuses-of-loop"
  | "cpu-with-statuses-us"
  | "loop-rate"
  | "loop-rate-with-statuses"
  | "ack-p99-83"
  | "ack-p99-1000"
  | "ack-p99-slow-provider"
  | "ack-p99-provider-down"
  | "answer-p99-83"
  | "answer-p99-1000"
  | "violations"
  | "kill-silence"
  | "dead-node-retaken"
  | "outage-drained"
  | "growth-cpu"
  | "growth-ack-p99"
  | "memory-idle-mib"
  | "memory-load-mib"
  | "warm-start"
  | "links-per-second"
  | "two-nodes";

/** The figures of a run; what was not measured is missing. */
export type Figures = Map<FigureName, number>;

/** Sets a figure that could be measured. */
export function note(figures: Figures, name: FigureName, value: number | undefined): void {
  if (value !== undefined && Number.isFinite(value)) figures.set(name, value);
}

/** Adds to a count of things that must not happen. */
export function noteViolations(figures: Figures, count: number): void {
  figures.set("violations", (figures.get("violations") ?? 0) + count);
}
