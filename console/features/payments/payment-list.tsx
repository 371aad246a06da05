import { Table, TextInput, UnstyledButton } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { PaymentSummary } from "#api/payment";
import { useFormat } from "../../format.ts";
import { More } from "../../ui/more.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { Empty, Ready } from "../../ui/ready.tsx";
import table from "../../ui/table.module.css";
import { useWords } from "../../words.tsx";
import { PaymentPill } from "./payment-pill.tsx";
import { askedInstead, shownSum } from "./payment-sums.ts";
import { type PaymentListView, usePayments } from "./questions.ts";

function Row({ payment, onOpen }: { readonly payment: PaymentSummary; readonly onOpen: (payment: string) => void }) {
  const w = useWords();
  const format = useFormat();
  const kindName = useKindName();
  const { fee, refunded } = payment;
  const sum = shownSum(payment);
  const asked = askedInstead(payment);
  return (
    <Table.Tr className={table["row"]} onClick={() => onOpen(payment.id)}>
      <Table.Td>
        <UnstyledButton className={table["open"]} onClick={() => onOpen(payment.id)}>
          {payment.person.name ?? w("person.unnamed")}
        </UnstyledButton>
        {payment.orderNumber !== null && <small>{w("order.number", { number: payment.orderNumber })}</small>}
      </Table.Td>
      <Table.Td>
        <PaymentPill of={payment} />
      </Table.Td>
      <Table.Td className={table["wide"]}>{kindName(payment.rail.name)}</Table.Td>
      <Table.Td className={table["wide"]}>
        {payment.state === "open"
          ? w("payment.until", { at: format.moment(payment.expiresAt) })
          : format.moment(payment.settledAt ?? payment.createdAt)}
      </Table.Td>
      <Table.Td className={table["amount"]}>
        {format.money(sum)}
        {asked && <small>{w("payment.asked", { amount: format.money(asked) })}</small>}
        {refunded.minor > 0 && <small>{w("order.refunded", { amount: format.money(refunded) })}</small>}
        {payment.received.minor > 0 && fee && refunded.minor === 0 && (
          <small>{w("payment.net", { net: format.money({ ...sum, minor: sum.minor - fee.minor }) })}</small>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const views: readonly PaymentListView[] = ["all", "waiting", "paid", "refunded", "failed", "attention"];

/** The payments of the shop, by state and search; the choice stands in the address. */
export function PaymentList(props: {
  readonly view: PaymentListView;
  readonly search: string;
  readonly onFilter: (filter: { readonly view?: PaymentListView; readonly search?: string }) => void;
  readonly onOpen: (payment: string) => void;
}): ReactNode {
  const w = useWords();
  const [typed, setTyped] = useState(props.search);
  const { onFilter } = props;
  useEffect(() => {
    const timer = setTimeout(() => typed !== props.search && onFilter({ search: typed }), 250);
    return () => clearTimeout(timer);
  }, [typed, props.search, onFilter]);
  const payments = usePayments(props.view, props.search);
  return (
    <>
      <div className={table["tools"]}>
        <Chips
          label={w("list.views")}
          value={props.view}
          onChange={(view) => onFilter({ view })}
          chips={views.map((value) => ({ value, label: w(`payments.view.${value}`) }))}
        />
        <TextInput
          type="search"
          aria-label={w("payments.search")}
          placeholder={w("payments.search")}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Sheet flush>
        <Ready of={payments} rows={6}>
          {({ pages }) => {
            const all = pages.flatMap(({ items }) => items);
            if (all.length === 0)
              return <Empty icon="payments" title={w("payments.empty")} text={w("payments.empty.text")} />;
            return (
              <Table className={table["table"]} verticalSpacing="sm" horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{w("list.customer")}</Table.Th>
                    <Table.Th>{w("list.state")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("payment.rail")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("payment.when")}</Table.Th>
                    <Table.Th className={table["amount"]}>{w("payment.amount")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((payment) => (
                    <Row key={payment.id} payment={payment} onOpen={props.onOpen} />
                  ))}
                </Table.Tbody>
              </Table>
            );
          }}
        </Ready>
      </Sheet>
      <More of={payments} />
    </>
  );
}
