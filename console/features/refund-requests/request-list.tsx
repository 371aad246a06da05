import { Table, Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import type { RefundRequestSummary } from "#api/refund-request";
import { useFormat } from "../../format.ts";
import { More } from "../../ui/more.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import table from "../../ui/table.module.css";
import { useWords } from "../../words.tsx";
import { type RefundListView, useRefundRequests } from "./questions.ts";
import { RequestPill } from "./request-pill.tsx";

function Row(props: { readonly request: RefundRequestSummary; readonly onOpen: (id: string) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { request, onOpen } = props;
  const name = request.person.name ?? w("person.unnamed");
  return (
    <Table.Tr className={table["row"]} onClick={() => onOpen(request.id)}>
      <Table.Td>
        <UnstyledButton className={table["open"]} onClick={() => onOpen(request.id)}>
          {w("order.number", { number: request.orderNumber })}
        </UnstyledButton>
        <small className={table["narrow"]}>{name}</small>
      </Table.Td>
      <Table.Td className={table["wide"]}>{name}</Table.Td>
      <Table.Td>
        <RequestPill of={request} />
      </Table.Td>
      <Table.Td className={table["wide"]}>{w(`refunds.cause.${request.cause}`)}</Table.Td>
      <Table.Td className={table["wide"]}>{request.desk ?? "–"}</Table.Td>
      <Table.Td className={table["wide"]}>{format.moment(request.changedAt)}</Table.Td>
      <Table.Td className={table["amount"]}>{format.money(request.amount)}</Table.Td>
    </Table.Tr>
  );
}

/** What a request waits for, in the order it happens. */
const steps = ["asked", "second", "byHand", "failed"] as const;
const views: readonly RefundListView[] = ["waiting", "under-way", "closed", "all"];

/** The queue of refund requests, with how many wait for what. */
export function RequestList(props: {
  readonly view: RefundListView;
  readonly onView: (view: RefundListView) => void;
  readonly onOpen: (request: string) => void;
}): ReactNode {
  const w = useWords();
  const requests = useRefundRequests(props.view);
  const counts = requests.data?.pages[0]?.counts;
  return (
    <>
      <div className={table["tools"]}>
        <Chips
          label={w("list.views")}
          value={props.view}
          onChange={props.onView}
          chips={views.map((value) => ({ value, label: w(`refunds.view.${value}`) }))}
        />
        {counts && (
          <Text size="sm" c="dimmed">
            {steps
              .filter((step) => counts[step] > 0)
              .map((step) => w(`refunds.count.${step}`, { count: counts[step] }))
              .join(" · ")}
          </Text>
        )}
      </div>
      <Sheet flush>
        <Ready of={requests} rows={6}>
          {({ pages }) => {
            const all = pages.flatMap(({ items }) => items);
            if (all.length === 0)
              return <Empty icon="refund" title={w("refunds.empty")} text={w("refunds.empty.text")} />;
            return (
              <Table className={table["table"]} verticalSpacing="sm" horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{w("order.one")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("list.customer")}</Table.Th>
                    <Table.Th>{w("list.state")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("refunds.cause")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("refunds.desk")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("list.changed")}</Table.Th>
                    <Table.Th className={table["amount"]}>{w("refund.amount")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((request) => (
                    <Row key={request.id} request={request} onOpen={props.onOpen} />
                  ))}
                </Table.Tbody>
              </Table>
            );
          }}
        </Ready>
      </Sheet>
      <More of={requests} />
    </>
  );
}
