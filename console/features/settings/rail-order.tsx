import { ActionIcon, Group, NumberInput, Stack, Text, Title } from "@mantine/core";
import { type DragEvent, type ReactNode, useState } from "react";
import type { MoneySettings, RailStanding } from "#api/money-settings";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { Pill } from "../../ui/pill.tsx";
import { Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useMoneyChange, useMoneySettings } from "./questions.ts";
import styles from "./settings.module.css";

const tone = { well: "settled", failing: "waiting", down: "alarm" } as const;

/** The list with one rail at another place. */
export function movedTo<One>(list: readonly One[], from: number, to: number): readonly One[] {
  const moved = list[from];
  if (moved === undefined || to < 0 || to >= list.length) return list;
  const rest = list.filter((_, n) => n !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

function Standing({ rail }: { readonly rail: RailStanding }): ReactNode {
  const w = useWords();
  const kindName = useKindName();
  const days = rail.settles;
  const unknown = rail.kind === "cash" ? "rails.settles.till" : "rails.settles.bank";
  return (
    <span>
      <Text component="span" fw={600}>
        {kindName(rail.name)}
      </Text>
      <small>{days === null ? w(unknown) : w("rails.settles", days)}</small>
      {rail.trouble && <small data-alarm="">{rail.trouble}</small>}
    </span>
  );
}

/** The same moves for who does not drag. A move that cannot be made is no button to press. */
function Arrows(props: {
  readonly name: string;
  readonly up: (() => void) | undefined;
  readonly down: (() => void) | undefined;
}): ReactNode {
  const w = useWords();
  const { name, up, down } = props;
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" disabled={!up} aria-label={w("rails.up", { name })} onClick={up}>
        <span className={styles["up"]}>
          <Icon name="down" size={16} />
        </span>
      </ActionIcon>
      <ActionIcon variant="default" disabled={!down} aria-label={w("rails.down", { name })} onClick={down}>
        <Icon name="down" size={16} />
      </ActionIcon>
    </Group>
  );
}

function List({ rails }: { readonly rails: readonly RailStanding[] }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const kindName = useKindName();
  const change = useMoneyChange();
  const [dragged, setDragged] = useState<number>();
  const [said, setSaid] = useState("");
  const move = (from: number, to: number): void => {
    const order = movedTo(rails, from, to);
    const rail = rails[from];
    if (order === rails || rail === undefined || change.isPending) return;
    change.mutate(
      { railOrder: order.map(({ id }) => id) },
      {
        onSuccess: () => setSaid(w("rails.moved", { name: kindName(rail.name), place: to + 1 })),
        onError: (error) => toasts.failed(error),
      },
    );
  };
  const drop = (event: DragEvent, to: number): void => {
    event.preventDefault();
    if (dragged !== undefined) move(dragged, to);
    setDragged(undefined);
  };
  return (
    <>
      <ol className={styles["order"]}>
        {rails.map((rail, n) => (
          <li key={rail.id} data-dragged={dragged === n ? "" : undefined}>
            <button
              type="button"
              draggable
              onDragStart={() => setDragged(n)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => drop(event, n)}
              onKeyDown={(event) => {
                const to = { ArrowUp: n - 1, ArrowDown: n + 1 }[event.key];
                if (to === undefined) return;
                // The arrows move the rail, not the page under it.
                event.preventDefault();
                move(n, to);
              }}
            >
              <Standing rail={rail} />
            </button>
            <Pill tone={rail.on ? tone[rail.health] : "quiet"}>
              {w(rail.on ? `rails.health.${rail.health}` : "rails.off")}
            </Pill>
            <Arrows
              name={kindName(rail.name)}
              up={n === 0 || change.isPending ? undefined : () => move(n, n - 1)}
              down={n === rails.length - 1 || change.isPending ? undefined : () => move(n, n + 1)}
            />
          </li>
        ))}
      </ol>
      <output className={styles["said"]}>{said}</output>
    </>
  );
}

function OtherWayAfter({ settings }: { readonly settings: MoneySettings }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const change = useMoneyChange();
  return (
    <NumberInput
      maw={320}
      label={w("rails.other-way")}
      min={1}
      max={20}
      allowDecimal={false}
      defaultValue={settings.otherWayAfter}
      onBlur={(event) => {
        const times = Number(event.currentTarget.value);
        if (!Number.isInteger(times) || times < 1 || times > 20 || times === settings.otherWayAfter) return;
        change.mutate(
          { otherWayAfter: times },
          { onSuccess: () => toasts.done(w("settings.saved")), onError: (error) => toasts.failed(error) },
        );
      }}
    />
  );
}

/** Which rail is asked first, how each fares, and when another way is offered. */
export function RailOrder(): ReactNode {
  const w = useWords();
  return (
    <Ready of={useMoneySettings()} rows={2}>
      {(settings) =>
        settings.rails.length < 2 ? null : (
          <Sheet>
            <Stack gap="sm">
              <div>
                <Title order={2} size="h3">
                  {w("rails.order")}
                </Title>
                <Text size="sm" c="dimmed">
                  {w("rails.order.help")}
                </Text>
                {settings.rules > 0 && <Text size="sm">{w("rails.rules", { count: settings.rules })}</Text>}
              </div>
              <List rails={settings.rails} />
              <OtherWayAfter settings={settings} />
            </Stack>
          </Sheet>
        )
      }
    </Ready>
  );
}
