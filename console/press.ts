import { useCallback, useState } from "react";
import { ApiError } from "./api.ts";

/**
 * The key of one press of a button. It stays while nobody knows what became of the press (no answer, or 5xx), so that
 * trying again never acts twice; once the server has decided, the next press is another one.
 */
export function usePress(): { readonly key: string; readonly settle: (error?: unknown) => void } {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const settle = useCallback((error?: unknown) => {
    const unknown = error instanceof ApiError && (error.problem.status === 0 || error.problem.status >= 500);
    if (!unknown) setKey(crypto.randomUUID());
  }, []);
  return { key, settle };
}
