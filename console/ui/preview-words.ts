import { useMemo } from "react";
import { useKnownWords } from "../words.tsx";

/** The first words of a message; one without words is kept as its kind in brackets and said in the reader's language. */
export function usePreviewWords(): (preview: string) => string {
  const known = useKnownWords();
  return useMemo(
    () => (preview) => {
      const kind = /^\[([a-z-]+)\]$/.exec(preview)?.[1];
      return (kind === undefined ? undefined : known(`preview.${kind}`)) ?? preview;
    },
    [known],
  );
}
