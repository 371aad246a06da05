import type { z } from "zod";
import type { FieldProblem } from "#api/problem";
import type { RefusalCode, RefusalValue } from "#api/refusal";
import { pointerOf } from "../unknown-fields.ts";

type Told = { readonly code: RefusalCode; readonly values?: Readonly<Record<string, RefusalValue>> };

const counted = new Set(["string", "array", "set", "map", "object", "file"]);

/** The stable code of what a schema found wrong. Its own message stays as the sentence in English. */
function codeOf(issue: z.core.$ZodIssue): Told {
  switch (issue.code) {
    case "invalid_type":
      // Zod does not keep what it was given, but says when that was nothing.
      return { code: issue.message.endsWith("received undefined") ? "field.required" : "field.kind" };
    case "too_small": {
      const least = Number(issue.minimum);
      if (!counted.has(issue.origin)) return { code: "field.too-small", values: { least } };
      return least <= 1 ? { code: "field.required" } : { code: "field.too-short", values: { least } };
    }
    case "too_big": {
      const most = Number(issue.maximum);
      return { code: counted.has(issue.origin) ? "field.too-long" : "field.too-large", values: { most } };
    }
    case "invalid_format":
      return { code: issue.format === "url" ? "field.url" : "field.format" };
    case "invalid_value":
      return { code: "field.choice", values: { choices: issue.values.map(String).join(", ") } };
    default:
      return { code: "field.wrong" };
  }
}

/** What a schema found wrong, as a problem names it. */
export function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const { code, values } = codeOf(issue);
  const told = values === undefined ? { code } : { code, values: { ...values } };
  return { pointer: pointerOf(issue.path), detail: issue.message, ...told };
}
