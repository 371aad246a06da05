import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words.tsx";

/** A list that is read page by page. */
export type Paged = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};

/** Fetches the next page of a list; nothing when that was the last. */
export function More({ of, ...space }: { readonly of: Paged } & Pick<ButtonProps, "m" | "mt">): ReactNode {
  const w = useWords();
  if (!of.hasNextPage) return null;
  return (
    <Button {...space} variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {w("act.more")}
    </Button>
  );
}
