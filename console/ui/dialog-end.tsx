import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words.tsx";
import { useProblemWords } from "./problem-words.ts";

/** The end of a dialog's form: what went wrong, the way out, and the act itself. */
export function DialogEnd(props: {
  readonly act: { readonly error: Error | null; readonly isPending: boolean };
  readonly label: string;
  readonly onClose: () => void;
  readonly disabled: boolean;
  /** Money or something else that does not come back by itself. */
  readonly grave?: boolean;
}): ReactNode {
  const { act, label, onClose, disabled, grave = false } = props;
  const w = useWords();
  const problems = useProblemWords();
  return (
    <>
      {act.error && (
        <Text role="alert" size="sm" c="brick">
          {problems.of(act.error) ?? w("state.failed")}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {w("act.cancel")}
        </Button>
        <Button type="submit" {...(grave ? { color: "brick" } : {})} loading={act.isPending} disabled={disabled}>
          {label}
        </Button>
      </Group>
    </>
  );
}
