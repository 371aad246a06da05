import { invalidRequest } from "./failure.ts";

/** Request parameters as a tree: a value, or named (or numbered) parts. */
export type ParameterTree = Map<string, string | ParameterTree>;

const deepest = 6;
const mostParameters = 2000;

/**
 * Parses Stripe's form encoding, where `a[0][b]=c` and `a[][b]=c` nest. Works for bodies and for query strings.
 * Throws a 400 `ApiFailure` when one name is used both as a value and as a group, or when the nesting is absurd.
 */
export function parseForm(text: string): ParameterTree {
  const root: ParameterTree = new Map();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > mostParameters) throw invalidRequest("Too many parameters.");
    put(root, stepsOf(name), value, name);
  }
  return root;
}

function stepsOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0) return [name];
  const groups = name.slice(open).match(/\[[^[\]]*\]/g) ?? [];
  if (groups.join("") !== name.slice(open)) throw invalidRequest(`Invalid parameter name: ${name}`);
  const steps = [name.slice(0, open), ...groups.map((group) => group.slice(1, -1))];
  if (steps.length > deepest) throw invalidRequest(`Parameter nested too deeply: ${name}`);
  return steps;
}

function put(root: ParameterTree, steps: readonly string[], value: string, name: string): void {
  let group = root;
  for (const [position, given] of steps.entries()) {
    const step = given === "" ? String(group.size) : given;
    const there = group.get(step);
    if (position === steps.length - 1) {
      if (there instanceof Map) throw invalidRequest(`Invalid object: ${name}`, { param: name });
      group.set(step, value);
      return;
    }
    if (typeof there === "string") throw invalidRequest(`Invalid object: ${name}`, { param: name });
    const next: ParameterTree = there ?? new Map();
    if (there === undefined) group.set(step, next);
    group = next;
  }
}

/** The same parameters in one canonical text, to tell whether two requests asked for the same. */
export function canonicalText(tree: ParameterTree): string {
  const parts = [...tree].map(([name, part]) => {
    const text = typeof part === "string" ? JSON.stringify(part) : canonicalText(part);
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${parts.sort().join(",")}}`;
}
