import { Anchor, Button, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Payment } from "#api/payment";
import { useFormat } from "../../format.ts";
import { EvidenceLinks } from "../../ui/evidence-links.tsx";
import { Fact, Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Entry } from "../../ui/journal.tsx";
import { MarginSheet } from "../../ui/margin.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { Pill } from "../../ui/pill.tsx";
import { refundTone, refundWord } from "../../ui/refund-words.ts";
import { useStaffName } from "../../ui/staff-name.ts";
import { Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { Disputes } from "./disputes.tsx";
import { Payable } from "./payable.tsx";
import { PaymentPill } from "./payment-pill.tsx";
import styles from "./payments.module.css";
import { WhyRail } from "./why-rail.tsx";
import { askedInstead, shownSum } from "./payment-sums.ts";
import { useLookUp, usePayment } from "./questions.ts";

/** What the details lead to; the page decides how. */
export type PaymentLinks = {
  readonly onThread: (thread: string) => void;
  readonly onOrder: (order: string) => void;
  readonly onRefund: (payment: Payment) => void;
  readonly onReceived: (payment: Payment) => void;
};

function Proof({ title, at }: { readonly title: string; readonly at: string | null }): ReactNode {
  const w = useWords();
  const format = useFormat();
  return (
    <div className={styles["proof"]} data-there={at === null ? undefined : ""}>
      <Icon name={at === null ? "clock" : "check"} size={16} />
      <span>
        {title}
        <small>{at === null ? w("evidence.not-yet") : format.exact(at)}</small>
      </span>
    </div>
  );
}

/** Paid means webhook and look-up, or a person's word where no provider tells: when each said so, and in the journal. */
function Evidence({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const look = useLookUp(payment.id);
  const staffName = useStaffName();
  const { byHandAt, byHandOf } = payment.evidence;
  const isHeardOf = payment.rail.confirms === "webhook";
  return (
    <Sheet>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">
          {w("evidence.title")}
        </Title>
        {isHeardOf && (
          <Button
            variant="default"
            size="compact-sm"
            loading={look.isPending}
            onClick={() => look.mutate(undefined, { onError: (error) => toasts.failed(error) })}
          >
            {w("evidence.look-up")}
          </Button>
        )}
      </Group>
      <div className={styles["evidence"]}>
        {isHeardOf && <Proof title={w("evidence.webhook")} at={payment.evidence.webhookAt} />}
        {payment.rail.confirms !== "by-hand" && (
          <Proof title={w(isHeardOf ? "evidence.looked-up" : "evidence.statement")} at={payment.evidence.lookUpAt} />
        )}
        {!isHeardOf && (
          <Proof
            title={byHandOf === null ? w("evidence.by-hand") : w("evidence.by-hand-of", { name: staffName(byHandOf) })}
            at={byHandAt}
          />
        )}
        <Proof title={w("evidence.journal")} at={payment.entries[0]?.at ?? null} />
      </div>
      <Text size="xs" c="dimmed" mt="sm">
        {isHeardOf ? w("evidence.looks", { count: payment.evidence.looks }) : w("evidence.own-account")}
      </Text>
    </Sheet>
  );
}

/** Where the money went, as the journal has it. */
function Books({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  if (payment.entries.length === 0) return null;
  return (
    <Sheet>
      <Title order={2} size="h3">
        {w("payment.journal")}
      </Title>
      {payment.entries.map((entry) => (
        <Entry key={entry.key} entry={entry} />
      ))}
    </Sheet>
  );
}

function Facts({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  const format = useFormat();
  if (payment.facts.length === 0) return null;
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("payment.facts")}
      </Title>
      <ol className={styles["facts"]}>
        {payment.facts.map((fact) => (
          <li key={fact.factId}>
            <time dateTime={fact.seenAt}>{format.exact(fact.seenAt)}</time>
            <span>
              {w(`fact.${fact.kind}`)} {fact.amount && format.money(fact.amount)}
              {fact.detail && <small>{fact.detail}</small>}
            </span>
            <Pill>{w(`via.${fact.via}`)}</Pill>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

function Refunds({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const staffName = useStaffName();
  if (payment.refunds.length === 0) return null;
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("payment.refunds")}
      </Title>
      <Stack gap="xs">
        {payment.refunds.map((refund) => (
          <div key={refund.id} className={styles["refund"]}>
            <span>
              {w(`refund.reason.${refund.reason}`)}
              <small>
                {w("refund.by", { name: staffName(refund.requestedBy) })} · {format.moment(refund.changedAt)}
              </small>
              {refund.problem && <small data-alarm="">{refund.problem}</small>}
            </span>
            <Pill tone={refundTone[refund.state]}>{w(refundWord[refund.state])}</Pill>
            <strong>−{format.money(refund.amount)}</strong>
          </div>
        ))}
      </Stack>
    </Sheet>
  );
}

/** By which rail it came, what the provider kept, and how the provider names it. */
function Provider({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const kindName = useKindName();
  return (
    <Group gap="xl">
      <Fact label={w("payment.rail")}>{kindName(payment.rail.name)}</Fact>
      {payment.onBank && (
        <Fact label={w("payment.on-bank")}>
          {w("payment.on-bank.between", { from: format.date(payment.onBank.from), to: format.date(payment.onBank.to) })}
        </Fact>
      )}
      {payment.fee && <Fact label={w("payment.fee")}>{format.money(payment.fee)}</Fact>}
      {payment.providerRef && (
        <Fact label={w("payment.reference")}>
          <code>{payment.providerRef}</code>
        </Fact>
      )}
    </Group>
  );
}

/** What was asked where something else came in, and what went back. */
function Sums({ payment }: { readonly payment: Payment }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const asked = askedInstead(payment);
  const said = [
    asked && w("payment.asked", { amount: format.money(asked) }),
    payment.refunded.minor > 0 && w("order.refunded", { amount: format.money(payment.refunded) }),
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {said.join(" · ")}
    </Text>
  );
}

/** What can be done with it, and what the customer says of it. */
function Acts({ payment, links }: { readonly payment: Payment; readonly links: PaymentLinks }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { state, saidPaidAt, url } = payment;
  const isAwaited = payment.rail.confirms !== "webhook" && state !== "captured" && state !== "void";
  return (
    <>
      {saidPaidAt !== null && isAwaited && (
        <Text size="sm" c="brick">
          {w("payment.says-paid", { at: format.exact(saidPaidAt) })}
        </Text>
      )}
      <Group gap="xs">
        {isAwaited && (
          <Button leftSection={<Icon name="check" size={16} />} onClick={() => links.onReceived(payment)}>
            {w("received.open")}
          </Button>
        )}
        {payment.refundable.minor > 0 && (
          <Button leftSection={<Icon name="refund" size={16} />} onClick={() => links.onRefund(payment)}>
            {w("refund.title")}
          </Button>
        )}
        {url !== null && state === "open" && (
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<Icon name="copy" size={16} />} onClick={copy}>
                {w(copied ? "act.copied" : "payment.copy-link")}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
    </>
  );
}

/** A payment with its proof: facts, evidence, refunds and the journal in words. */
export function PaymentDetails({
  payment,
  links,
}: {
  readonly payment: string;
  readonly links: PaymentLinks;
}): ReactNode {
  const w = useWords();
  const format = useFormat();
  return (
    <Ready of={usePayment(payment)} rows={6}>
      {(found) => (
        <Stack>
          <div>
            <Text lts="var(--tight)" fz="2rem" fw={650} lh={1.2}>
              {format.money(shownSum(found))}
            </Text>
            <Sums payment={found} />
            <Group gap="xs" mt={4}>
              <PaymentPill of={found} />
              <Anchor component="button" type="button" size="sm" onClick={() => links.onThread(found.threadId)}>
                {found.person.name ?? w("person.unnamed")}
              </Anchor>
              <Anchor component="button" type="button" size="sm" onClick={() => links.onOrder(found.orderId)}>
                {found.orderNumber === null ? w("order.one") : w("order.number", { number: found.orderNumber })}
              </Anchor>
            </Group>
          </div>
          <Acts payment={found} links={links} />
          <Disputes payment={found} />
          <Payable payment={found} />
          <Evidence payment={found} />
          <EvidenceLinks order={found.orderId} />
          <Books payment={found} />
          <MarginSheet margin={found.margin} />
          <Refunds payment={found} />
          <Facts payment={found} />
          <Provider payment={found} />
          <WhyRail why={found.why} />
        </Stack>
      )}
    </Ready>
  );
}
