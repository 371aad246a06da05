import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Margin } from "#api/margin";
import { useFormat } from "../format.ts";
import { useWords } from "../words.tsx";
import { Sheet } from "./frame.tsx";

/** What an order brought before its goods: paid, less refunds, fees and messages. What is not known is said. */
export function MarginSheet({ margin }: { readonly margin: Margin }): ReactNode {
  const w = useWords();
  const format = useFormat();
  if (margin.paid.minor === 0) return null;
  const rows = [
    { label: w("margin.paid"), value: format.money(margin.paid) },
    ...(margin.refunded.minor > 0 ? [{ label: w("margin.refunded"), value: `−${format.money(margin.refunded)}` }] : []),
    { label: w("margin.fees"), value: margin.fees === null ? w("margin.unknown") : `−${format.money(margin.fees)}` },
    {
      label: w("margin.messages"),
      value: margin.messages === null ? w("margin.unknown") : `−${format.money(margin.messages)}`,
    },
  ];
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("margin.title")}
      </Title>
      <Stack gap={4}>
        {rows.map(({ label, value }) => (
          <Group key={label} justify="space-between">
            <Text size="sm">{label}</Text>
            <Text size="sm">{value}</Text>
          </Group>
        ))}
        <Group justify="space-between">
          <Text fw={600}>{w("margin.left")}</Text>
          <Text fw={600}>{format.money(margin.left)}</Text>
        </Group>
      </Stack>
      {margin.messages === null ? (
        <Text size="xs" c="dimmed" mt="xs">
          {w("margin.no-rates")}
        </Text>
      ) : (
        margin.messagesUnknown > 0 && (
          <Text size="xs" c="dimmed" mt="xs">
            {w("margin.messages-unknown", { count: margin.messagesUnknown })}
          </Text>
        )
      )}
    </Sheet>
  );
}
