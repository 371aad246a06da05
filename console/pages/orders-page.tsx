import { type ReactNode, useCallback, useState } from "react";
import { OrderDetails } from "../features/orders/order-details.tsx";
import { OrderList } from "../features/orders/order-list.tsx";
import { useOrder } from "../features/orders/questions.ts";
import { ReceivedDialog } from "../features/received/received-dialog.tsx";
import { RefundDialog } from "../features/refund/refund-dialog.tsx";
import { Frame } from "../ui/frame.tsx";
import { Panel } from "../ui/panel.tsx";
import { useWords } from "../words.tsx";
import { choose } from "./choose.ts";
import { useWhere } from "./where.ts";

function OrderPanel({ id }: { readonly id: string }): ReactNode {
  const w = useWords();
  const where = useWhere();
  const order = useOrder(id);
  const [refunding, setRefunding] = useState(false);
  const refund = refunding ? order.data : undefined;
  const number = order.data?.number;
  const [receiving, setReceiving] = useState<string>();
  const received = order.data?.payments.find(({ id: payment }) => payment === receiving);
  return (
    <Panel
      open
      title={number ? w("order.number", { number }) : w("order.one")}
      onClose={() => where.go(`/s/${where.shop}/orders`, where.search)}
    >
      <OrderDetails
        order={id}
        links={{
          onThread: where.thread,
          onPayment: where.payment,
          onRefund: () => setRefunding(true),
          onReceived: setReceiving,
        }}
      />
      {received && (
        <ReceivedDialog
          of={{
            id: received.id,
            amount: received.amount,
            order: number ?? null,
            name: order.data?.person.name ?? w("person.unnamed"),
            rail: received.rail,
          }}
          onClose={() => setReceiving(undefined)}
        />
      )}
      {refund && (
        <RefundDialog
          // What is left may change while the dialog is open: then it is filled in and confirmed anew.
          key={refund.refundable.minor}
          what={{
            of: "order",
            id: refund.id,
            name: refund.person.name ?? w("person.unnamed"),
            rail: refund.payments[0]?.rail ?? "",
            left: refund.refundable,
          }}
          onClose={() => setRefunding(false)}
        />
      )}
    </Panel>
  );
}

/** The shop's orders, and the open one beside them. */
export function OrdersPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const { filter } = where;
  const onFilter = useCallback(
    (change: { readonly view?: string; readonly search?: string }) =>
      filter({
        ...(change.view === undefined ? {} : { view: change.view }),
        ...(change.search === undefined ? {} : { q: change.search }),
      }),
    [filter],
  );
  const views = ["all", "open", "cart", "placed", "paid", "shipped", "delivered", "cancelled"] as const;
  return (
    <Frame title={w("place.orders")}>
      <OrderList
        view={choose(where.search.view, views)}
        search={where.search.q ?? ""}
        onFilter={onFilter}
        onOpen={(id) => where.go(`/s/${where.shop}/orders/${id}`, where.search)}
      />
      {where.params.order !== undefined && <OrderPanel id={where.params.order} />}
    </Frame>
  );
}
