import { ActionIcon, Button, Menu, Text, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { Thread } from "#api/thread";
import { useShop } from "../../shop.tsx";
import { Face } from "../../ui/face.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { writePhone } from "../../ui/phone-text.ts";
import { Pill } from "../../ui/pill.tsx";
import { useStaffName } from "../../ui/staff-name.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useOwner } from "./questions.ts";
import styles from "./thread-pane.module.css";
import { usePersonName } from "./thread-row.tsx";
import { WindowClock, useWindowWords } from "./window-clock.tsx";

/** The channel she writes by, and her number there. */
function useReached({ channel, person }: Thread): string {
  const kindName = useKindName();
  return [kindName(channel.name), person.phone === null ? null : writePhone(person.phone)].filter(Boolean).join(" · ");
}

/** Who answers now. */
function Answering({ thread }: { readonly thread: Thread }): ReactNode {
  const w = useWords();
  const staffName = useStaffName();
  const { owner, ownerUser } = thread;
  if (owner === "human")
    return (
      <Pill tone="accent">
        {ownerUser?.me ? w("thread.mine") : ownerUser ? staffName(ownerUser.name) : w("thread.wants-person")}
      </Pill>
    );
  return (
    <Pill>
      <Icon name="bot" size={13} />
      {w("owner.bot")}
    </Pill>
  );
}

/** Where the header has no room: all it says and does besides, behind one control. */
function More({ thread, pass }: { readonly thread: Thread; readonly pass: () => void }): ReactNode {
  const w = useWords();
  const words = useWindowWords(thread);
  const reached = useReached(thread);
  const human = thread.owner === "human";
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon className={styles["more"]} aria-label={w("thread.more")}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{reached}</Menu.Label>
        {words && (
          <Menu.Label>
            <Pill tone={words.tone}>
              <Icon name="clock" size={13} />
              {words.text}
            </Pill>
          </Menu.Label>
        )}
        <Menu.Item leftSection={<Icon name={human ? "bot" : "hand"} size={16} />} onClick={pass}>
          {w(human ? "owner.give-back" : "owner.take-over")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
  const reached = useReached(thread);
  const human = thread.owner === "human";
  const change = (to: "human" | "bot") =>
    owner.mutate(to, {
      onSuccess: () =>
        toasts.undoable(w(to === "human" ? "owner.taken" : "owner.given"), () =>
          owner.mutate(to === "human" ? "bot" : "human"),
        ),
      onError: (error) => toasts.failed(error),
    });
  const pass = () => change(human ? "bot" : "human");
  return (
    <header className={styles["header"]}>
      {props.onBack && (
        <ActionIcon aria-label={w("act.back")} onClick={props.onBack}>
          <Icon name="back" />
        </ActionIcon>
      )}
      <Face name={name} id={thread.person.id} size={36} />
      <div className={styles["who"]}>
        <div className={styles["named"]}>
          <Text component="h2" fw={600} truncate>
            {name}
          </Text>
          <Answering thread={thread} />
        </div>
        <div className={styles["facts"]}>
          <Text size="xs" c="dimmed" truncate>
            {reached}
          </Text>
          <span className={styles["roomy"]}>
            <WindowClock window={thread.window} />
          </span>
        </div>
      </div>
      <Button
        className={`${styles["roomy"]} ${styles["pass"]}`}
        aria-label={w(human ? "owner.give-back" : "owner.take-over")}
        variant={human ? "default" : "light"}
        loading={owner.isPending}
        leftSection={<Icon name={human ? "bot" : "hand"} size={16} />}
        onClick={pass}
      >
        <span>{w(human ? "owner.give-back" : "owner.take-over")}</span>
      </Button>
      {props.onAside && (
        <Tooltip label={w("thread.order")}>
          <ActionIcon aria-label={w("thread.order")} onClick={props.onAside}>
            <Icon name="orders" />
          </ActionIcon>
        </Tooltip>
      )}
      <More thread={thread} pass={pass} />
    </header>
  );
}
