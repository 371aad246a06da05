import { Button, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Payment } from "#api/payment";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useWords } from "../../words.tsx";
import styles from "./payments.module.css";

/** Accounts and creditor references (ISO 11649) are read in fours; what is copied stays as banks take it. */
const inFours = (key: string, value: string): string =>
  key === "iban" || /^RF\d\d/.test(value) ? value.replace(/(.{4})(?=.)/g, "$1 ") : value;

/** What the customer pays by where no provider has a page: the code as she was sent it, and its lines to copy. */
export function Payable({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { slug } = useShop();
  const { shows } = payment;
  if (shows === null || payment.state === "captured") return null;
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("payment.by")}
      </Title>
      <Group align="flex-start">
        {shows.grammar !== null && (
          <img
            className={styles["code"]}
            src={`/api/v1/shops/${slug}/payments/${payment.id}/code`}
            alt={w("payment.code")}
            width={180}
            height={180}
          />
        )}
        <Stack gap={6} flex={1} miw={250}>
          {shows.lines.map(({ key, value }) => (
            <Group key={key} gap="xs" justify="space-between" wrap="nowrap">
              <Text size="sm" className={styles["line"]}>
                <Text component="span" size="xs" c="dimmed" display="block">
                  {w(`shown.${key}`)}
                </Text>
                {key === "amount" ? format.money(payment.amount) : inFours(key, value)}
              </Text>
              <CopyButton value={value}>
                {({ copied, copy }) => (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    flex="none"
                    leftSection={<Icon name={copied ? "check" : "copy"} size={14} />}
                    aria-label={`${w(copied ? "act.copied" : "act.copy")}: ${w(`shown.${key}`)}`}
                    onClick={copy}
                  >
                    {w(copied ? "act.copied" : "act.copy")}
                  </Button>
                )}
              </CopyButton>
            </Group>
          ))}
        </Stack>
      </Group>
    </Sheet>
  );
}
