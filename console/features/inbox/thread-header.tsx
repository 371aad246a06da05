import { ActionIcon, Button, Text, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { Thread } from "#api/thread";
import { useShop } from "../../shop.tsx";
import { Face } from "../../ui/face.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { Pill } from "../../ui/pill.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useOwner } from "./questions.ts";
import styles from "./thread-pane.module.css";
import { usePersonName } from "./thread-row.tsx";
import { WindowClock } from "./window-clock.tsx";

/** The channel she writes by, and her number there. */
function Reached({ thread }: { readonly thread: Thread }): ReactNode {
  const kindName = useKindName();
  return (
    <Text size="xs" c="dimmed" truncate>
      {[kindName(thread.channel.name), thread.person.phone].filter(Boolean).join(" · ")}
    </Text>
  );
}

/** Who this is, by which channel, who answers, and how long free text may be written. */
export function ThreadHeader(props: {
  readonly thread: Thread;
  readonly onBack: (() => void) | undefined;
  readonly onAside: (() => void) | undefined;
}): ReactNode {
  const { thread } = props;
  const w = useWords();
  const toasts = useToasts();
  const { slug } = useShop();
  const owner = useOwner(slug, thread.id);
  const personName = usePersonName();
  const name = personName(thread.person);
  const mine = thread.owner === "human";
  const pass = (to: "human" | "bot") =>
    owner.mutate(to, {
      onSuccess: () =>
        toasts.undoable(w(to === "human" ? "owner.taken" : "owner.given"), () =>
          owner.mutate(to === "human" ? "bot" : "human"),
        ),
      onError: (error) => toasts.failed(error),
    });
  return (
    <header className={styles["header"]}>
      {props.onBack && (
        <ActionIcon aria-label={w("act.back")} onClick={props.onBack}>
          <Icon name="back" />
        </ActionIcon>
      )}
      <Face name={name} id={thread.person.id} size={36} />
      <div className={styles["who"]}>
        <Text component="h2" fw={600} truncate>
          {name}
        </Text>
        <div className={styles["facts"]}>
          <Reached thread={thread} />
          <WindowClock window={thread.window} />
          {mine ? (
            <Pill tone="accent">
              {thread.ownerUser?.me ? w("thread.mine") : (thread.ownerUser?.name ?? w("thread.wants-person"))}
            </Pill>
          ) : (
            <Pill>
              <Icon name="bot" size={13} />
              {w("owner.bot")}
            </Pill>
          )}
        </div>
      </div>
      <Button
        className={styles["pass"]}
        aria-label={w(mine ? "owner.give-back" : "owner.take-over")}
        variant={mine ? "default" : "light"}
        loading={owner.isPending}
        leftSection={<Icon name={mine ? "bot" : "hand"} size={16} />}
        onClick={() => pass(mine ? "bot" : "human")}
      >
        <span>{w(mine ? "owner.give-back" : "owner.take-over")}</span>
      </Button>
      {props.onAside && (
        <Tooltip label={w("thread.order")}>
          <ActionIcon aria-label={w("thread.order")} onClick={props.onAside}>
            <Icon name="orders" />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  );
}
