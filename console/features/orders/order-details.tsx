import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Order } from "#api/order";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { EvidenceLinks } from "../../ui/evidence-links.tsx";
import { Fact, Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { MarginSheet } from "../../ui/margin.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { useOptionWords } from "../../ui/option-words.ts";
import { OrderPill } from "../../ui/order-pill.tsx";
import { Pill } from "../../ui/pill.tsx";
import { refundTone, refundWord } from "../../ui/refund-words.ts";
import { Ready } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";
import { InvoiceForm } from "./invoice-form.tsx";
import { AddressForm, CancelDialog, ShipForm, useDeliver } from "./order-acts.tsx";
import styles from "./order-details.module.css";
import { useOrder } from "./questions.ts";

/** What the details lead to; the page decides how. */
export type OrderLinks = {
  readonly onThread: (thread: string) => void;
  readonly onPayment: (payment: string) => void;
  readonly onRefund: (order: Order) => void;
  readonly onReceived: (payment: string) => void;
};

function Lines({ order }: { readonly order: Order }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const options = useOptionWords();
  return (
    <Sheet>
      <ul className={styles["lines"]}>
        {order.lines.map((line) => (
          <li key={line.lineId}>
            <span>
              {line.quantity} × {format.local(line.name)}
              {options.chosen(line).map(({ key, name, value }) => (
                <small key={key}>{w("option.chosen", { name, value })}</small>
              ))}
            </span>
            <strong>{format.money(line.total)}</strong>
          </li>
        ))}
      </ul>
      <div className={styles["total"]}>
        <span>{w("cart.total")}</span>
        <strong>{format.money(order.total)}</strong>
      </div>
      {order.vat.map(({ rate, vat }) => (
        <Text key={rate} size="xs" c="dimmed">
          {w("order.vat", { rate: format.percent(rate / 10_000), vat: format.money(vat) })}
        </Text>
      ))}
    </Sheet>
  );
}

function Money({ order, links }: { readonly order: Order; readonly links: OrderLinks }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const kindName = useKindName();
  const { slug } = useShop();
  if (order.payments.length === 0 && order.receipts.length === 0) return null;
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("order.money")}
      </Title>
      <Stack gap={6}>
        {order.payments.map((payment) => (
          <Group key={payment.id} gap="xs" justify="space-between">
            <Anchor component="button" type="button" size="sm" onClick={() => links.onPayment(payment.id)}>
              {kindName(payment.rail)} · {format.moment(payment.at)}
            </Anchor>
            <Group gap="xs">
              {payment.byHand && (
                <Button variant="light" size="compact-sm" onClick={() => links.onReceived(payment.id)}>
                  {w("received.open")}
                </Button>
              )}
              <Text size="sm" fw={600}>
                {format.money(payment.amount)}
              </Text>
            </Group>
          </Group>
        ))}
        {order.refunds.map((refund) => (
          <Group key={refund.id} gap="xs" justify="space-between">
            <Text size="sm">
              {w(`refund.reason.${refund.reason}`)} · {format.moment(refund.at)}
            </Text>
            <Group gap="xs">
              <Pill tone={refundTone[refund.state]}>{w(refundWord[refund.state])}</Pill>
              <Text size="sm" fw={600}>
                −{format.money(refund.amount)}
              </Text>
            </Group>
          </Group>
        ))}
        {order.papers.map((paper) => (
          <Group key={paper.id} gap="xs" justify="space-between">
            <Anchor size="sm" href={`/api/v1/shops/${slug}/documents/${paper.id}`} target="_blank">
              <Icon name="file" size={14} /> {w(`paper.${paper.kind}`, { number: paper.number })}
            </Anchor>
            <Text size="sm">{format.money(paper.total)}</Text>
          </Group>
        ))}
        {order.receipts.map((receipt) => (
          <Anchor key={receipt.id} size="sm" href={`/api/v1/shops/${slug}/documents/${receipt.id}`} target="_blank">
            <Icon name="file" size={14} /> {w("order.receipt", { number: receipt.number })}
          </Anchor>
        ))}
        <EvidenceLinks order={order.id} />
      </Stack>
    </Sheet>
  );
}

function Acts({ order, links }: { readonly order: Order; readonly links: OrderLinks }): ReactNode {
  const w = useWords();
  const [open, setOpen] = useState<"ship" | "address" | "cancel" | "invoice">();
  const deliver = useDeliver(order);
  const done = () => setOpen(undefined);
  const may = {
    ship: order.state === "paid",
    deliver: order.state === "paid" || order.state === "shipped",
    address: order.state === "cart" || order.state === "placed" || order.state === "paid",
    cancel: order.state !== "cancelled",
    refund: order.refundable.minor > 0,
  };
  return (
    <>
      <Group gap="xs">
        {may.ship && (
          <Button leftSection={<Icon name="truck" size={16} />} onClick={() => setOpen("ship")}>
            {w("order.ship")}
          </Button>
        )}
        {may.deliver && (
          <Button variant="default" loading={deliver.isPending} onClick={() => deliver.mutate(undefined)}>
            {w("order.deliver")}
          </Button>
        )}
        {may.refund && (
          <Button
            variant="default"
            leftSection={<Icon name="refund" size={16} />}
            onClick={() => links.onRefund(order)}
          >
            {w("refund.title")}
          </Button>
        )}
        {order.invoiceable && (
          <Button variant="default" leftSection={<Icon name="file" size={16} />} onClick={() => setOpen("invoice")}>
            {w("invoice.title")}
          </Button>
        )}
        {may.address && (
          <Button variant="default" onClick={() => setOpen("address")}>
            {w("order.change-address")}
          </Button>
        )}
        {may.cancel && (
          <Button variant="subtle" color="brick" onClick={() => setOpen("cancel")}>
            {w("order.cancel")}
          </Button>
        )}
      </Group>
      {open === "invoice" && <InvoiceForm order={order} onDone={done} />}
      {open === "ship" && <ShipForm order={order} onDone={done} />}
      {open === "address" && <AddressForm order={order} onDone={done} />}
      {open === "cancel" && <CancelDialog order={order} onDone={done} />}
    </>
  );
}

/** Everything about one order, and what can be done with it. */
export function OrderDetails({ order, links }: { readonly order: string; readonly links: OrderLinks }): ReactNode {
  const w = useWords();
  const format = useFormat();
  return (
    <Ready of={useOrder(order)} rows={6}>
      {(found) => (
        <Stack>
          <Group gap="xs">
            <OrderPill state={found.state} />
            {found.cancelReason && <Pill tone="alarm">{w(`refund.reason.${found.cancelReason}`)}</Pill>}
            <Anchor component="button" type="button" size="sm" onClick={() => links.onThread(found.threadId)}>
              {w("order.thread", { name: found.person.name ?? w("person.unnamed") })}
            </Anchor>
          </Group>
          <Acts order={found} links={links} />
          <Lines order={found} />
          {(found.address || found.note || found.tracking) && (
            <Sheet>
              <Stack gap="sm">
                {found.address && (
                  <Fact label={w("order.address")}>
                    <span className={styles["address"]}>{found.address}</span>
                  </Fact>
                )}
                {found.note && <Fact label={w("order.note")}>{found.note}</Fact>}
                {found.tracking && (
                  <Fact label={w("order.tracking")}>
                    {[found.tracking.carrier, found.tracking.number].filter(Boolean).join(" · ")}{" "}
                    {found.tracking.url && (
                      <Anchor size="sm" href={found.tracking.url} target="_blank" rel="noopener noreferrer">
                        {w("order.track")}
                      </Anchor>
                    )}
                  </Fact>
                )}
              </Stack>
            </Sheet>
          )}
          <Money order={found} links={links} />
          <MarginSheet margin={found.margin} />
          <Text size="xs" c="dimmed">
            {found.askedBy === null
              ? w("order.created", { at: format.exact(found.createdAt) })
              : `${w("order.asked-by", { name: found.askedBy })} · ${format.exact(found.createdAt)}`}
          </Text>
        </Stack>
      )}
    </Ready>
  );
}
