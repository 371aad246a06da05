import { useWords } from "../words.tsx";

const known = ["size", "colour", "engraving", "amount", "scent", "message"] as const;

/** Says an option's name in the reader's language where we know it, else as the merchant wrote it. */
export function useOptionName(): (name: string) => string {
  const w = useWords();
  return (name) => {
    const found = known.find((one) => one === (name === "color" ? "colour" : name));
    return found === undefined ? name : w(`option.known.${found}`);
  };
}
