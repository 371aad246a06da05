import { Button, Group, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { DeadLetter } from "#api/dead-letter";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { More } from "../../ui/more.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Pill } from "../../ui/pill.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import styles from "./notices.module.css";

function Letter({ letter }: { readonly letter: DeadLetter }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const client = useQueryClient();
  const { slug, role } = useShop();
  const replay = useMutation({
    mutationFn: () => call("replayDeadLetter", { params: { shop: slug, letter: letter.id } }),
    onSuccess: ({ state, problem }) => {
      void client.invalidateQueries({ queryKey: [slug, "letters"] });
      if (state === "failed") toasts.failed(undefined, problem ?? w("state.failed"));
      else toasts.done(w("letter.replayed"));
    },
    onError: (error) => toasts.failed(error),
  });
  return (
    <li className={styles["line"]} data-severity="alarm">
      <div className={styles["text"]}>
        <Group gap="xs">
          <Pill tone="alarm">{w(`letter.kind.${letter.kind}`)}</Pill>
          <Text size="sm" fw={600}>
            {letter.source}
          </Text>
          <Text size="xs" c="dimmed">
            {format.exact(letter.at)} · {w("letter.attempts", { count: letter.attempts })}
          </Text>
        </Group>
        <Text size="sm">{letter.problem}</Text>
        {letter.excerpt !== "" && <code className={styles["excerpt"]}>{letter.excerpt}</code>}
      </div>
      {role === "owner" && (
        <Button variant="default" size="compact-sm" loading={replay.isPending} onClick={() => replay.mutate()}>
          {w("letter.replay")}
        </Button>
      )}
    </li>
  );
}

/** Work that could not be done: why, what came, and one press to try again. */
export function DeadLetters(): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const letters = useInfiniteQuery({
    queryKey: [slug, "letters"],
    queryFn: ({ pageParam, signal }) =>
      call("deadLetters", { params: { shop: slug }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return (
    <Sheet flush>
      <Ready of={letters}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0) return <Empty icon="check" title={w("letters.empty")} text={w("letters.empty.text")} />;
          return (
            <ul className={styles["list"]}>
              {all.map((letter) => (
                <Letter key={letter.id} letter={letter} />
              ))}
            </ul>
          );
        }}
      </Ready>
      <More of={letters} m="sm" />
    </Sheet>
  );
}
