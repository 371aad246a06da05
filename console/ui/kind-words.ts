import { useMemo } from "react";
import { useKnownWords } from "../words.tsx";

/**
 * The product name of a kind of channel or rail ("WhatsApp" for `whatsapp`). A connection without a name of its own is
 * called by its kind, so a name goes through here too: one the merchant gave stays as it is.
 */
export function useKindName(): (kindOrName: string) => string {
  const known = useKnownWords();
  return useMemo(() => (name) => known(`kind.${name}`) ?? name, [known]);
}
