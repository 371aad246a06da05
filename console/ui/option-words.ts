import { useMemo } from "react";
import type { LocalText } from "#api/language";
import type { OrderLine } from "#api/order";
import type { ProductOption } from "#api/product";
import { useFormat } from "../format.ts";
import { useKnownWords } from "../words.tsx";

/** A chosen option as it is read; `key` is what the order keeps. */
export type ReadOption = { readonly key: string; readonly name: string; readonly value: string };

/** Says options in the reader's language: the shop's own text, else a name we know, else the key. */
export type OptionWords = {
  readonly name: (option: Pick<ProductOption, "name" | "label">) => string;
  readonly value: (option: ProductOption, value: string) => string;
  /** What was chosen for a line, as it read when it was chosen. */
  readonly chosen: (line: Pick<OrderLine, "options" | "optionWords">) => readonly ReadOption[];
};

/** Says options in the reader's language. */
export function useOptionWords(): OptionWords {
  const known = useKnownWords();
  const format = useFormat();
  return useMemo(() => {
    const said = (text: LocalText | undefined): string => (text === undefined ? "" : format.local(text));
    const name: OptionWords["name"] = ({ name: key, label }) =>
      said(label) || known(`option.known.${key === "color" ? "colour" : key}`) || key;
    return {
      name,
      value: (option, value) => (option.kind === "one-of" && said(option.valueLabels?.[value])) || value,
      chosen: ({ options, optionWords = {} }) =>
        Object.entries(options).map(([key, value]) => ({
          key,
          name: name({ name: key, label: optionWords[key]?.name }),
          value: said(optionWords[key]?.value) || value,
        })),
    };
  }, [known, format]);
}
