import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Metrics } from "#engine/ports";

/** Counters and measures with their page for Prometheus. */
export type PrometheusMetrics = Metrics & {
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>;
};

/** From a millisecond to minutes: what is measured here is time in seconds, or small counts. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

const help = (name: string): string => name.replaceAll("_", " ");

/** Makes the metrics of one process; a name exists from its first use, with the labels it is first used with. */
export function createPrometheusMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const known = <Metric>(kept: Map<string, Metric>, name: string, make: () => Metric): Metric => {
    const there = kept.get(name);
    if (there) return there;
    const made = make();
    kept.set(name, made);
    return made;
  };
  const shape = (name: string, labels: Readonly<Record<string, string>>) => ({
    name: `comptoir_${name}`,
    help: help(name),
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  return {
    count(name, labels = {}, by = 1) {
      known(counters, name, () => new Counter(shape(name, labels))).inc({ ...labels }, by);
    },
    observe(name, value, labels = {}) {
      known(histograms, name, () => new Histogram({ ...shape(name, labels), buckets })).observe({ ...labels }, value);
    },
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
