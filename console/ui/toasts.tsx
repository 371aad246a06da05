import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { useWords } from "../words.tsx";
import { useProblemWords } from "./problem-words.ts";

/** Short messages at the edge of the screen. */
export type Toasts = {
  readonly done: (text: string) => void;
  readonly failed: (error: unknown, text?: string) => void;
  /** Says what was done and offers to undo it for ten seconds. */
  readonly undoable: (text: string, undo: () => void) => void;
};

/** Short messages at the edge of the screen, in the reader's language. */
export function useToasts(): Toasts {
  const w = useWords();
  const problems = useProblemWords();
  return useMemo(() => {
    const close = { closeButtonProps: { "aria-label": w("act.close") } };
    return {
      done: (text) => void notifications.show({ message: text, color: "tide", ...close }),
      failed: (error, text) => {
        const why = problems.of(error);
        notifications.show({
          title: text ?? w("state.failed"),
          message: text === undefined || why !== text ? (why ?? w("state.failed.help")) : "",
          color: "brick",
          autoClose: 8000,
          ...close,
        });
      },
      undoable: (text, undo) => {
        const id = notifications.show({
          message: (
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <Text size="sm">{text}</Text>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  notifications.hide(id);
                  undo();
                }}
              >
                {w("act.undo")}
              </Button>
            </Group>
          ),
          color: "tide",
          autoClose: 10_000,
          ...close,
        });
      },
    };
  }, [w, problems]);
}
