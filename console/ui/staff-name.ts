import { useMemo } from "react";
import { unnamedOwner } from "#api/session";
import { useWriter } from "../live.ts";
import { useSeat } from "../shop.tsx";
import { useWords } from "../words.tsx";

/** What a colleague is called: by her name; an owner who never gave one, by the word for what she is. */
export function useStaffName(): (name: string) => string {
  const w = useWords();
  return useMemo(() => (name) => (name === unnamedOwner ? w("role.owner") : name), [w]);
}

/** The colleague who is writing in a thread now; the reader herself is no news to her. */
export function useColleagueWriting(threadId: string): string | undefined {
  const { me } = useSeat();
  const staffName = useStaffName();
  const writer = useWriter(threadId);
  return writer === undefined || writer === me.user.name ? undefined : staffName(writer);
}
