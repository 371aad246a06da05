import { Group, Kbd, Modal, Stack, Switch, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Verb } from "../../verbs.ts";
import { useWords } from "../../words.tsx";

/** Every key there is, and the switch that turns single letters off. */
export function KeySheet(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly verbs: readonly Verb[];
  readonly keys: boolean;
  readonly onKeys: (on: boolean) => void;
}): ReactNode {
  const w = useWords();
  const rows = [{ id: "palette", label: w("palette.open"), keys: "⌘/Ctrl K" }, ...props.verbs];
  return (
    <Modal
      opened={props.open}
      onClose={props.onClose}
      title={w("keys.title")}
      closeButtonProps={{ "aria-label": w("act.close") }}
    >
      <Stack gap="xs">
        {rows.map(
          ({ id, label, keys }) =>
            keys !== undefined && (
              <Group key={id} justify="space-between">
                <Text size="sm">{label}</Text>
                <span>
                  {keys.split(" ").map((key, n) => (
                    <Kbd key={n} ms={4}>
                      {key.toUpperCase()}
                    </Kbd>
                  ))}
                </span>
              </Group>
            ),
        )}
        <Switch
          mt="md"
          label={w("preferences.keys")}
          description={w("preferences.keys.help")}
          checked={props.keys}
          onChange={(event) => props.onKeys(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}
