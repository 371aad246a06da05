import { useMemo } from "react";
import type { Plug, SettingsField } from "#api/settings";
import { useKnownWords } from "../../words.tsx";

/** A field of a plug's form as it is read. */
export type FieldWords = { readonly label: string; readonly help: string | undefined };

/** Says a plug's fields in the reader's language; those of a plug the catalogue does not know in the plug's own words. */
export function useFieldWords(): (plug: Pick<Plug, "kind">, name: string, field: SettingsField) => FieldWords {
  const known = useKnownWords();
  return useMemo(
    () => (plug, name, field) => ({
      label: known(`field.${plug.kind}.${name}`) ?? field.label,
      help: known(`field.${plug.kind}.${name}.help`) ?? field.help,
    }),
    [known],
  );
}
