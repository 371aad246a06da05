import type { z } from "zod";

const counted: Readonly<Record<string, string>> = { string: "letters", array: "entries" };

/** What is wrong with a value whose own rule has no sentence for it, in the words of whoever writes the file. */
export function problemWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return kindWords(issue.expected, issue.input);
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      if (counted[issue.origin] === undefined) return `must be at least ${issue.minimum}`;
      return issue.minimum > 1 ? `must have at least ${issue.minimum} ${counted[issue.origin]}` : "must not be empty";
    case "too_big":
      return counted[issue.origin] === undefined
        ? `must be at most ${issue.maximum}`
        : `must have at most ${issue.maximum} ${counted[issue.origin]}`;
    case "invalid_key":
      return "has a name that is empty or too long";
    default:
      return "is not written as it must be";
  }
}

function kindWords(expected: string, input: unknown): string {
  if (input === null) return "is empty";
  switch (expected) {
    case "string":
      return typeof input === "object" ? "must be a text" : "must be a text: put it in quotes";
    case "int":
    case "number":
      return "must be a whole number";
    case "array":
      return "must be a list";
    case "object":
    case "record":
      return "must hold names with their values, such as name: value";
    default:
      return "is not written as it must be";
  }
}
