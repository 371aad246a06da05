import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Profile } from "#api/settings";
import { useWords } from "../../words.tsx";

/** Who sells, as invoices say it. It is written in the shop file, where its numbers are checked. */
export function InvoicingShown({ invoicing }: { readonly invoicing: Profile["invoicing"] }): ReactNode {
  const w = useWords();
  return (
    <Stack component="section" aria-labelledby="invoicing" mt="xl" gap="xs" maw={560}>
      <Title order={3} size="h4" id="invoicing">
        {w("invoicing.title")}
      </Title>
      {invoicing === null ? (
        <Text c="dimmed">{w("invoicing.none")}</Text>
      ) : (
        <>
          <Text fw={600}>{invoicing.legalName}</Text>
          {[invoicing.address, ...invoicing.ids, ...invoicing.mentions].map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
          <Text size="sm">{w(invoicing.always ? "invoicing.always" : "invoicing.asked")}</Text>
          <Text size="sm">{w(`invoicing.rules.${invoicing.rules}`)}</Text>
          <Text size="sm" c="dimmed">
            {w("invoicing.where")}
          </Text>
        </>
      )}
    </Stack>
  );
}
