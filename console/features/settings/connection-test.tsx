import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Connection, ConnectionTest } from "#api/settings";
import { Icon } from "../../ui/icons.tsx";
import { Failed } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";
import { useConnectionTest } from "./questions.ts";
import styles from "./settings.module.css";

const icons = { passed: "check", failed: "alert", skipped: "minus" } as const;

const Checks = ({ test }: { readonly test: ConnectionTest }): ReactNode => (
  <ul className={styles["checks"]} aria-live="polite">
    {test.checks.map(({ check, title, outcome, detail }) => (
      <li key={check} data-outcome={outcome}>
        <Icon name={icons[outcome]} size={16} />
        <span>
          {title}
          {detail !== null && <small>{detail}</small>}
        </span>
      </li>
    ))}
  </ul>
);

/** A test we run, not a box to tick: what the provider says to the saved settings. */
export function TestConnection({ connection }: { readonly connection: Connection }): ReactNode {
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
      {test.data && <Checks test={test.data} />}
      {test.error && <Failed error={test.error} retry={() => test.mutate()} />}
    </div>
  );
}
