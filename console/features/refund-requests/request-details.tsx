import { Anchor, Button, Group, Image, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { RefundRequestDetails } from "#api/refund-request";
import { useFormat } from "../../format.ts";
import { Fact, Sheet } from "../../ui/frame.tsx";
import { Pill } from "../../ui/pill.tsx";
import { useProblemWords } from "../../ui/problem-words.ts";
import { refundTone, refundWord } from "../../ui/refund-words.ts";
import { Ready } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";
import { type Act, DecisionDialog } from "./decision-dialog.tsx";
import { useAccount, useRefundRequest } from "./questions.ts";
import { RequestPill } from "./request-pill.tsx";

/** Where the details lead; the page decides how. */
export type RequestLinks = {
  readonly onThread: (thread: string) => void;
  readonly onOrder: (order: string) => void;
  readonly onPayment: (payment: string) => void;
};

function Acts({ request }: { readonly request: RefundRequestDetails }): ReactNode {
  const w = useWords();
  const [act, setAct] = useState<Act>();
  if (request.acts.length === 0) return null;
  const main = new Set<Act>(["approve", "confirm", "sent"]);
  return (
    <>
      <Group gap="xs">
        {request.acts.map((one) => (
          <Button
            key={one}
            {...(main.has(one) ? {} : { variant: one === "close" ? "subtle" : "default" })}
            onClick={() => setAct(one)}
          >
            {one === "approve" && request.state === "failed" ? w("refunds.act.again") : w(`refunds.act.${one}`)}
          </Button>
        ))}
      </Group>
      {act && <DecisionDialog request={request} act={act} onClose={() => setAct(undefined)} />}
    </>
  );
}

/** The masked account; the whole number is shown on demand, and who looked is written down. */
function Account({ request, shown }: { readonly request: RefundRequestDetails; readonly shown: string }): ReactNode {
  const w = useWords();
  const problems = useProblemWords();
  const account = useAccount(request.id);
  return (
    <Fact label={w("refunds.account")}>
      <Group gap="xs">
        <Text ff="monospace">{account.data?.account.replace(/(.{4})(?=.)/g, "$1 ") ?? shown}</Text>
        {request.byHand && !account.data && (
          <Button size="compact-xs" variant="default" loading={account.isPending} onClick={() => account.mutate()}>
            {w("refunds.account.show")}
          </Button>
        )}
      </Group>
      {request.byHand && (
        <Text size="xs" c="dimmed">
          {w("refunds.account.note")}
        </Text>
      )}
      {account.error && (
        <Text role="alert" size="sm" c="brick">
          {problems.of(account.error) ?? w("state.failed")}
        </Text>
      )}
    </Fact>
  );
}

function Said({ request }: { readonly request: RefundRequestDetails }): ReactNode {
  const w = useWords();
  const format = useFormat();
  return (
    <Sheet>
      <Stack gap="sm">
        <Fact label={w("refunds.cause")}>{w(`refunds.cause.${request.cause}`)}</Fact>
        {request.words !== null && <Fact label={w("refunds.words")}>{request.words}</Fact>}
        {request.photos.length > 0 && (
          <Group gap="xs">
            {request.photos.map(({ id, url }, n) => (
              <Anchor key={id} href={url} target="_blank">
                <Image src={url} alt={w("refunds.photo", { n: n + 1 })} w={112} h={112} radius="sm" fit="cover" />
              </Anchor>
            ))}
          </Group>
        )}
        {request.account !== null && <Account request={request} shown={request.account} />}
        {request.question !== null && <Fact label={w("refunds.question")}>{request.question}</Fact>}
        {request.refusal !== null && (
          <Fact label={w("refunds.refusal")}>{request.refusalWords ?? w(`refunds.refusal.${request.refusal}`)}</Fact>
        )}
        {request.problem !== null && <Fact label={w("refunds.problem")}>{request.problem}</Fact>}
        <Fact label={w("refunds.left")}>{format.money(request.refundable)}</Fact>
        {request.desk !== null && <Fact label={w("refunds.desk")}>{request.desk}</Fact>}
      </Stack>
    </Sheet>
  );
}

function Moves(props: { readonly request: RefundRequestDetails; readonly links: RequestLinks }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { refunds } = props.request;
  if (refunds.length === 0) return null;
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("refunds.moves")}
      </Title>
      <Stack gap={6}>
        {refunds.map((refund) => (
          <Group key={refund.id} gap="xs" justify="space-between">
            <Anchor component="button" type="button" size="sm" onClick={() => props.links.onPayment(refund.paymentId)}>
              {format.moment(refund.at)}
            </Anchor>
            <Group gap="xs">
              <Pill tone={refundTone[refund.state]}>{w(refundWord[refund.state])}</Pill>
              <Text size="sm" fw={600}>
                −{format.money(refund.amount)}
              </Text>
            </Group>
          </Group>
        ))}
      </Stack>
    </Sheet>
  );
}

/** Everything about one refund request, and what can be decided about it. */
export function RequestDetails(props: { readonly request: string; readonly links: RequestLinks }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { links } = props;
  return (
    <Ready of={useRefundRequest(props.request)} rows={6}>
      {(found) => (
        <Stack>
          <Group gap="xs">
            <RequestPill of={found} />
            <Text fw={650}>{format.money(found.amount)}</Text>
            <Anchor component="button" type="button" size="sm" onClick={() => links.onOrder(found.orderId)}>
              {w("order.number", { number: found.orderNumber })}
            </Anchor>
            <Anchor component="button" type="button" size="sm" onClick={() => links.onThread(found.threadId)}>
              {w("order.thread", { name: found.person.name ?? w("person.unnamed") })}
            </Anchor>
          </Group>
          <Acts key={found.state} request={found} />
          <Said request={found} />
          <Moves request={found} links={links} />
          <Text size="xs" c="dimmed">
            {[
              w("refunds.asked-by", { name: found.askedBy }),
              found.approvedBy === null ? undefined : w("refunds.approved-by", { name: found.approvedBy }),
              found.confirmedBy === null ? undefined : w("refunds.confirmed-by", { name: found.confirmedBy }),
              format.exact(found.createdAt),
            ]
              .filter((part) => part !== undefined)
              .join(" · ")}
          </Text>
        </Stack>
      )}
    </Ready>
  );
}
