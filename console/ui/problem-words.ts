import { useMemo } from "react";
import type { FieldProblem } from "#api/problem";
import type { RefusalValue } from "#api/refusal";
import { ApiError } from "../api.ts";
import { useFormat } from "../format.ts";
import { useKnownWords, useWords } from "../words.tsx";

type Told = { readonly code?: string; readonly values?: Readonly<Record<string, RefusalValue>> | undefined };

/** Says why something failed, in the reader's language. */
export type ProblemWords = {
  /** Why a call failed; undefined for what no server has said. */
  readonly of: (error: unknown) => string | undefined;
  /** What is wrong with one field of a body. */
  readonly ofField: (problem: FieldProblem) => string;
};

/** The last step of a JSON Pointer: the field's own name. */
const fieldOf = ({ pointer }: FieldProblem): string => pointer.split("/").at(-1) ?? "";

/** Words the server's refusals by their codes; a code of a newer server falls back to the sentence it sent along. */
export function useProblemWords(): ProblemWords {
  const w = useWords();
  const known = useKnownWords();
  const format = useFormat();
  return useMemo(() => {
    const written = (value: RefusalValue): string | number => (typeof value === "object" ? format.money(value) : value);
    const said = ({ code = "", values = {} }: Told): string | undefined =>
      known(
        `problem.${code}`,
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(value)])),
      );
    const ofField = (problem: FieldProblem): string => said(problem) ?? problem.detail;
    return {
      ofField,
      of(error) {
        if (!(error instanceof ApiError)) return undefined;
        const { problem } = error;
        if (problem.status === 0) return w("state.unreachable");
        const [first] = problem.errors ?? [];
        if (problem.code === "validation" && first) return `${fieldOf(first)}: ${ofField(first)}`;
        return said(problem) ?? problem.detail ?? problem.title;
      },
    };
  }, [w, known, format]);
}
