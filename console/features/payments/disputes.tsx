import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Payment } from "#api/payment";
import { useFormat } from "../../format.ts";
import { EvidenceLinks } from "../../ui/evidence-links.tsx";
import { Fact, Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Pill, type Tone } from "../../ui/pill.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useSendEvidence } from "./questions.ts";

type Dispute = Payment["disputes"][number];

const tones: Readonly<Record<Dispute["state"], Tone>> = { opened: "alarm", won: "settled", lost: "alarm" };

/** What can be done about an open dispute: the till sends the evidence, or says where it is to be sent. */
function Answer({ payment, dispute }: { readonly payment: Payment; readonly dispute: Dispute }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const send = useSendEvidence(payment.id, dispute.id);
  if (dispute.way === "by-hand")
    return (
      <>
        <Text size="sm">{w("dispute.by-hand")}</Text>
        <EvidenceLinks order={payment.orderId} />
      </>
    );
  const isWaiting = dispute.evidence === "none" || dispute.evidence === "refused";
  return (
    <Stack gap="xs">
      {isWaiting && <Text size="sm">{w("dispute.once")}</Text>}
      <Group gap="md">
        {isWaiting && (
          <Button
            leftSection={<Icon name="send" size={16} />}
            loading={send.isPending}
            onClick={() => send.mutate(undefined, { onError: (error) => toasts.failed(error) })}
          >
            {w("dispute.send")}
          </Button>
        )}
        <EvidenceLinks order={payment.orderId} />
      </Group>
    </Stack>
  );
}

/** Disputes of a payment: what is said, until when, what was sent, how it was decided. */
export function Disputes({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  const format = useFormat();
  return payment.disputes.map((dispute) => (
    <Sheet key={dispute.id}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">
          {w("dispute.title", { amount: format.money(dispute.amount) })}
        </Title>
        <Pill tone={tones[dispute.state]}>{w(`dispute.state.${dispute.state}`)}</Pill>
      </Group>
      <Stack gap="sm">
        <Group gap="xl">
          {dispute.reason && <Fact label={w("dispute.reason")}>{dispute.reason.replaceAll("_", " ")}</Fact>}
          {dispute.dueBy && dispute.state === "opened" && (
            <Fact label={w("dispute.due")}>{format.exact(dispute.dueBy)}</Fact>
          )}
          <Fact label={w("dispute.evidence")}>
            {w(`dispute.evidence.${dispute.evidence}`)}
            {dispute.sentAt && ` · ${format.exact(dispute.sentAt)}`}
          </Fact>
        </Group>
        {dispute.problem && (
          <Text size="sm" role="alert">
            {dispute.problem}
          </Text>
        )}
        {dispute.state === "opened" && <Answer payment={payment} dispute={dispute} />}
      </Stack>
    </Sheet>
  ));
}
