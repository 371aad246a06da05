import type { ReactNode } from "react";
import { RequestDetails } from "../features/refund-requests/request-details.tsx";
import { RequestList } from "../features/refund-requests/request-list.tsx";
import { Frame } from "../ui/frame.tsx";
import { Panel } from "../ui/panel.tsx";
import { useWords } from "../words.tsx";
import { choose } from "./choose.ts";
import { useWhere } from "./where.ts";

const views = ["waiting", "under-way", "closed", "all"] as const;

/** What customers ask back, and the open request beside it. */
export function RefundsPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const { request } = where.params;
  return (
    <Frame title={w("place.refunds")}>
      <RequestList
        view={choose(where.search.view, views)}
        onView={(view) => where.filter({ view })}
        onOpen={(id) => where.go(`/s/${where.shop}/refunds/${id}`, where.search)}
      />
      {request !== undefined && (
        <Panel open title={w("refunds.one")} onClose={() => where.go(`/s/${where.shop}/refunds`, where.search)}>
          <RequestDetails
            request={request}
            links={{ onThread: where.thread, onOrder: where.order, onPayment: where.payment }}
          />
        </Panel>
      )}
    </Frame>
  );
}
