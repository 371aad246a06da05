import { Button } from "@mantine/core";
import { type ReactNode, useCallback, useState } from "react";
import { DayLine } from "../features/payments/day-line.tsx";
import { PaymentDetails } from "../features/payments/payment-details.tsx";
import { PaymentList } from "../features/payments/payment-list.tsx";
import { ReconciliationBanner } from "../features/payments/reconciliation-banner.tsx";
import { usePayment } from "../features/payments/questions.ts";
import { ReceivedDialog } from "../features/received/received-dialog.tsx";
import { RefundDialog } from "../features/refund/refund-dialog.tsx";
import { Frame } from "../ui/frame.tsx";
import { Icon } from "../ui/icons.tsx";
import { Panel } from "../ui/panel.tsx";
import { useWords } from "../words.tsx";
import { choose } from "./choose.ts";
import { useWhere } from "./where.ts";

function PaymentPanel({ id }: { readonly id: string }): ReactNode {
  const w = useWords();
  const where = useWhere();
  const payment = usePayment(id);
  const [refunding, setRefunding] = useState(false);
  const refund = refunding ? payment.data : undefined;
  const [receiving, setReceiving] = useState(false);
  const received = receiving ? payment.data : undefined;
  return (
    <Panel open title={w("payment.one")} onClose={() => where.go(`/s/${where.shop}/payments`, where.search)}>
      <PaymentDetails
        payment={id}
        links={{
          onThread: where.thread,
          onOrder: where.order,
          onRefund: () => setRefunding(true),
          onReceived: () => setReceiving(true),
        }}
      />
      {received && (
        <ReceivedDialog
          of={{
            id: received.id,
            amount: received.amount,
            order: received.orderNumber,
            name: received.person.name ?? w("person.unnamed"),
            rail: received.rail.name,
          }}
          onClose={() => setReceiving(false)}
        />
      )}
      {refund && (
        <RefundDialog
          // What is left may change while the dialog is open: then it is filled in and confirmed anew.
          key={refund.refundable.minor}
          what={{
            of: "payment",
            id: refund.id,
            name: refund.person.name ?? w("person.unnamed"),
            rail: refund.rail.name,
            left: refund.refundable,
          }}
          onClose={() => setRefunding(false)}
        />
      )}
    </Panel>
  );
}

/** What came in, whether it all agrees with the banks, and every payment with its proof. */
export function PaymentsPage(): ReactNode {
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
  const views = ["all", "waiting", "paid", "refunded", "failed", "attention"] as const;
  return (
    <Frame
      title={w("place.payments")}
      tools={
        <>
          <Button variant="default" leftSection={<Icon name="shield" size={16} />} onClick={where.reconciliation}>
            {w("place.reconciliation")}
          </Button>
          <Button variant="default" leftSection={<Icon name="ledger" size={16} />} onClick={where.ledger}>
            {w("place.ledger")}
          </Button>
        </>
      }
    >
      <DayLine onView={(view) => onFilter({ view })} />
      <ReconciliationBanner onPayment={where.payment} />
      <PaymentList
        view={choose(where.search.view, views)}
        search={where.search.q ?? ""}
        onFilter={onFilter}
        onOpen={(id) => where.go(`/s/${where.shop}/payments/${id}`, where.search)}
      />
      {where.params.payment !== undefined && <PaymentPanel id={where.params.payment} />}
    </Frame>
  );
}
