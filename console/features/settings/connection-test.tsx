import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Connection, ConnectionTest, Plug } from "#api/settings";
import { useFormat } from "../../format.ts";
import { Icon } from "../../ui/icons.tsx";
import { Failed } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";
import { useFieldWords } from "./field-words.ts";
import { useConnectionTest } from "./questions.ts";
import styles from "./settings.module.css";

const icons = { passed: "check", failed: "alert", skipped: "minus" } as const;

type Check = ConnectionTest["checks"][number];

/** What a check says, in the reader's language. */
function useNoteWords(plug: Plug): (note: NonNullable<Check["note"]>) => string {
  const w = useWords();
  const format = useFormat();
  const fieldWords = useFieldWords();
  return ({ code, values }) => {
    const { at = "", fields = "" } = values;
    const labels = fields.split(" ").flatMap((name) => {
      const field = plug.form[name];
      return field ? [fieldWords(plug, name, field).label] : [];
    });
    return w(`check.note.${code}`, { ...values, at: at === "" ? "" : format.exact(at), fields: labels.join(", ") });
  };
}

function Checks({ plug, test }: { readonly plug: Plug; readonly test: ConnectionTest }): ReactNode {
  const w = useWords();
  const noteWords = useNoteWords(plug);
  return (
    <ul className={styles["checks"]} aria-live="polite">
      {test.checks.map(({ check, outcome, note }) => (
        <li key={check} data-outcome={outcome}>
          <Icon name={icons[outcome]} size={16} />
          <span>
            {w(`check.${check}`)}
            {note && <small>{noteWords(note)}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A test we run, not a box to tick: what the provider says to the saved settings. */
export function TestConnection({
  plug,
  connection,
}: {
  readonly plug: Plug;
  readonly connection: Connection;
}): ReactNode {
  const w = useWords();
  const test = useConnectionTest(connection);
  return (
    <div className={styles["test"]}>
      <Group justify="space-between">
        <Text size="sm">{w("connection.test.help")}</Text>
        <Button
          variant="default"
          loading={test.isPending}
          leftSection={<Icon name="bolt" size={16} />}
          onClick={() => test.mutate()}
        >
          {w("connection.test")}
        </Button>
      </Group>
      {test.data && <Checks plug={plug} test={test.data} />}
      {test.error && <Failed error={test.error} retry={() => test.mutate()} />}
    </div>
  );
}
