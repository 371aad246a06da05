import { Table, TextInput, UnstyledButton } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { OrderSummary } from "#api/order";
import { useFormat } from "../../format.ts";
import { More } from "../../ui/more.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { OrderPill } from "../../ui/order-pill.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import table from "../../ui/table.module.css";
import { useWords } from "../../words.tsx";
import { type OrderListView, useOrders } from "./questions.ts";

function Row({ order, onOpen }: { readonly order: OrderSummary; readonly onOpen: (order: string) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const name = order.person.name ?? w("person.unnamed");
  return (
    <Table.Tr className={table["row"]} onClick={() => onOpen(order.id)}>
      <Table.Td>
        <UnstyledButton className={table["open"]} onClick={() => onOpen(order.id)}>
          {order.number === null ? w("cart.title") : w("order.number", { number: order.number })}
        </UnstyledButton>
        <small className={table["narrow"]}>{name}</small>
      </Table.Td>
      <Table.Td className={table["wide"]}>{name}</Table.Td>
      <Table.Td>
        <OrderPill state={order.state} />
      </Table.Td>
      <Table.Td className={table["wide"]}>{w("order.pieces", { count: order.pieces })}</Table.Td>
      <Table.Td className={table["wide"]}>{format.moment(order.changedAt)}</Table.Td>
      <Table.Td className={table["amount"]}>
        {format.money(order.total)}
        {order.refunded.minor > 0 && <small>{w("order.refunded", { amount: format.money(order.refunded) })}</small>}
      </Table.Td>
    </Table.Tr>
  );
}

const views: readonly OrderListView[] = ["all", "open", "placed", "paid", "shipped", "delivered", "cancelled", "cart"];

/** The orders of the shop, by state and search; the choice stands in the address. */
export function OrderList(props: {
  readonly view: OrderListView;
  readonly search: string;
  readonly onFilter: (filter: { readonly view?: OrderListView; readonly search?: string }) => void;
  readonly onOpen: (order: string) => void;
}): ReactNode {
  const w = useWords();
  const [typed, setTyped] = useState(props.search);
  const { onFilter } = props;
  useEffect(() => {
    const timer = setTimeout(() => typed !== props.search && onFilter({ search: typed }), 250);
    return () => clearTimeout(timer);
  }, [typed, props.search, onFilter]);
  const orders = useOrders(props.view, props.search);
  return (
    <>
      <div className={table["tools"]}>
        <Chips
          label={w("list.views")}
          value={props.view}
          onChange={(view) => onFilter({ view })}
          chips={views.map((value) => ({ value, label: w(`orders.view.${value}`) }))}
        />
        <TextInput
          type="search"
          aria-label={w("orders.search")}
          placeholder={w("orders.search")}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Sheet flush>
        <Ready of={orders} rows={6}>
          {({ pages }) => {
            const all = pages.flatMap(({ items }) => items);
            if (all.length === 0)
              return <Empty icon="orders" title={w("orders.empty")} text={w("orders.empty.text")} />;
            return (
              <Table className={table["table"]} verticalSpacing="sm" horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{w("order.one")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("list.customer")}</Table.Th>
                    <Table.Th>{w("list.state")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("order.lines")}</Table.Th>
                    <Table.Th className={table["wide"]}>{w("list.changed")}</Table.Th>
                    <Table.Th className={table["amount"]}>{w("cart.total")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((order) => (
                    <Row key={order.id} order={order} onOpen={props.onOpen} />
                  ))}
                </Table.Tbody>
              </Table>
            );
          }}
        </Ready>
      </Sheet>
      <More of={orders} />
    </>
  );
}
