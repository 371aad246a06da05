import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, createContext, useContext, useEffect, useState } from "react";
import { ApiError } from "../api.ts";
import { useWords } from "../words.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { useProblemWords } from "./problem-words.ts";
import styles from "./ready.module.css";

/** True once `milliseconds` went by: what comes at once never flickers. */
function useLater(milliseconds: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return late;
}

/** A few grey lines, after 150 ms. */
export function Loading({ rows = 4 }: { readonly rows?: number }): ReactNode {
  const late = useLater(150);
  const w = useWords();
  if (!late) return null;
  return (
    <Stack gap="sm" p="md" component="output" aria-label={w("state.loading")}>
      {Array.from({ length: rows }, (_, n) => (
        <Skeleton key={n} height={n === 0 ? 28 : 44} radius="md" width={n === 0 ? "45%" : "100%"} />
      ))}
    </Stack>
  );
}

/** What went wrong, in words, and what can be done. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }): ReactNode {
  const w = useWords();
  const problems = useProblemWords();
  const problem = error instanceof ApiError ? error.problem : undefined;
  const unreachable = problem?.status === 0;
  return (
    <div className={styles["notice"]} role="alert">
      <Icon name="alert" size={28} />
      <Text fw={600}>{unreachable ? w("state.unreachable") : w("state.failed")}</Text>
      <Text size="sm" c="dimmed" maw={420}>
        {unreachable ? w("state.unreachable.help") : (problems.of(error) ?? w("state.failed.help"))}
      </Text>
      <Group gap="xs" justify="center">
        {retry && (
          <Button variant="default" leftSection={<Icon name="retry" size={16} />} onClick={retry}>
            {w("act.retry")}
          </Button>
        )}
      </Group>
      {problem?.instance && (
        <Text size="xs" c="dimmed" ff="monospace">
          {problem.instance}
        </Text>
      )}
    </div>
  );
}

/** Nothing here yet: what will appear, and one thing to do. */
export function Empty(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** The whole page says so: its title is the page's. */
  readonly page?: boolean;
}): ReactNode {
  return (
    <div className={styles["notice"]}>
      <span className={styles["mark"]}>
        <Icon name={props.icon} size={30} />
      </span>
      <Text component={props.page ? "h1" : "p"} lts="var(--tight)" fz="lg" fw={650}>
        {props.title}
      </Text>
      <Text size="sm" c="dimmed" maw={380}>
        {props.text}
      </Text>
      {props.action}
    </div>
  );
}

const WayBackContext = createContext<(() => void) | undefined>(undefined);

/** Says where one goes back to from an object that is not there, for all that is shown inside. */
export const WayBack = WayBackContext.Provider;

/** What the address names is not there: no trying again, a way back. */
function Gone(): ReactNode {
  const w = useWords();
  const back = useContext(WayBackContext);
  return (
    <Empty
      icon="search"
      title={w("state.gone")}
      text={w("state.gone.text")}
      action={
        back && (
          <Button variant="default" leftSection={<Icon name="back" size={16} />} onClick={back}>
            {w("act.back")}
          </Button>
        )
      }
    />
  );
}

type Query<Answer> = Pick<UseQueryResult<Answer>, "data" | "error" | "refetch">;

/** Shows an answer once it is there; old figures stay while new ones come, and a failure says so with a retry. */
export function Ready<Answer>(props: {
  readonly of: Query<Answer>;
  readonly rows?: number;
  readonly children: (answer: Answer) => ReactNode;
}): ReactNode {
  const { data, error, refetch } = props.of;
  if (data !== undefined) return props.children(data);
  if (error instanceof ApiError && error.problem.status === 404) return <Gone />;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  return <Loading {...(props.rows === undefined ? {} : { rows: props.rows })} />;
}
