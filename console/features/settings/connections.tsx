import { Accordion, Button, Group, Menu, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Connection, Plug } from "#api/settings";
import { Sheet } from "../../ui/frame.tsx";
import { Guide } from "../../ui/guide.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { writePhone } from "../../ui/phone-text.ts";
import { Pill } from "../../ui/pill.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { TestConnection } from "./connection-test.tsx";
import styles from "./settings.module.css";
import { useConnections, usePutConnection } from "./questions.ts";

function Setup({ plug }: { readonly plug: Plug }): ReactNode {
  const w = useWords();
  if (plug.setup.trim() === "") return null;
  return (
    <details>
      <summary>
        <Text component="span" size="sm" fw={600}>
          {w("connection.guide")}
        </Text>
      </summary>
      <Guide markdown={plug.setup} />
    </details>
  );
}

function Archive({ connection }: { readonly connection: Connection }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const kindName = useKindName();
  const put = usePutConnection();
  const set = (state: Connection["state"]) =>
    put.mutate({
      plug: connection.plug,
      id: connection.id,
      body: { kind: connection.kind, name: connection.name, state, values: {} },
    });
  return (
    <Button
      variant="subtle"
      color="brick"
      onClick={() => {
        set("archived");
        toasts.undoable(w("connection.archived", { name: kindName(connection.name) }), () => set(connection.state));
      }}
    >
      {w("connection.archive")}
    </Button>
  );
}

const tone = { on: "accent", paused: "waiting", archived: "quiet" } as const;

/** The number customers write to, as it is read. */
function Number({ connection }: { readonly connection: Connection }): ReactNode {
  const number = connection.values["displayPhoneNumber"];
  if (typeof number !== "string" || number === "") return null;
  return (
    <Text size="sm" className={styles["number"] ?? ""}>
      {writePhone(number)}
    </Text>
  );
}

function List({
  plugs,
  connections,
}: {
  readonly plugs: readonly Plug[];
  readonly connections: readonly Connection[];
}) {
  const w = useWords();
  const kindName = useKindName();
  return (
    <Accordion
      variant="separated"
      radius="md"
      styles={{ item: { background: "var(--sheet)", border: "1px solid var(--line)" } }}
    >
      {connections.map((connection) => {
        const plug = plugs.find(({ kind }) => kind === connection.kind);
        const name = kindName(connection.name);
        return (
          <Accordion.Item key={connection.id} value={connection.id}>
            <Accordion.Control>
              <Group gap="xs">
                <Text fw={600}>{name}</Text>
                <Number connection={connection} />
                <Text size="sm" c="dimmed">
                  {[...new Set([kindName(connection.kind), connection.id])].filter((one) => one !== name).join(" · ")}
                </Text>
                <Pill tone={tone[connection.state]}>{w(`connection.state.${connection.state}`)}</Pill>
              </Group>
              {connection.pauseReason && (
                <Text size="sm" c="brick">
                  {connection.pauseReason}
                </Text>
              )}
            </Accordion.Control>
            <Accordion.Panel>
              {plug ? (
                <Stack>
                  <TestConnection plug={plug} connection={connection} />
                  <ConnectionForm
                    key={connection.changedAt}
                    plug={plug}
                    connection={connection}
                    onSaved={() => undefined}
                  />
                  <Setup plug={plug} />
                  {connection.state !== "archived" && (
                    <Group>
                      <Archive connection={connection} />
                    </Group>
                  )}
                </Stack>
              ) : (
                <Text size="sm">{w("connection.no-plug", { kind: kindName(connection.kind) })}</Text>
              )}
            </Accordion.Panel>
          </Accordion.Item>
        );
      })}
    </Accordion>
  );
}

/** The channels or the rails of the shop: connect, test, change, archive. */
export function Connections({ of }: { readonly of: "channel" | "rail" }): ReactNode {
  const w = useWords();
  const kindName = useKindName();
  const [adding, setAdding] = useState<Plug>();
  return (
    <Ready of={useConnections()}>
      {({ plugs, connections }) => {
        const mine = plugs.filter(({ plug }) => plug === of);
        const connected = connections.filter(({ plug }) => plug === of);
        return (
          <Stack>
            <Group justify="space-between">
              <Text size="sm" c="dimmed" maw={520}>
                {w(of === "channel" ? "settings.channels.help" : "settings.rails.help")}
              </Text>
              <Menu>
                <Menu.Target>
                  <Button leftSection={<Icon name="plus" size={16} />}>{w("connection.add")}</Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {mine.map((plug) => (
                    <Menu.Item key={plug.kind} onClick={() => setAdding(plug)}>
                      {kindName(plug.kind)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            </Group>
            {adding && (
              <Sheet>
                <Title order={2} size="h3" mb="sm">
                  {w("connection.new", { kind: kindName(adding.kind) })}
                </Title>
                <Stack>
                  <Setup plug={adding} />
                  <ConnectionForm plug={adding} connection={undefined} onSaved={() => setAdding(undefined)} />
                </Stack>
              </Sheet>
            )}
            {connected.length === 0 && !adding ? (
              <Sheet>
                <Empty
                  icon={of === "channel" ? "phone" : "payments"}
                  title={w(of === "channel" ? "settings.channels.empty" : "settings.rails.empty")}
                  text={w(of === "channel" ? "settings.channels.help" : "settings.rails.help")}
                />
              </Sheet>
            ) : (
              <List plugs={mine} connections={connected} />
            )}
          </Stack>
        );
      }}
    </Ready>
  );
}
