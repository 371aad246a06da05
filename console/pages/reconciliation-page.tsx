import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ReconciliationBanner } from "../features/payments/reconciliation-banner.tsx";
import { DecidedEntries, OpenEntries } from "../features/reconciliation/entry-list.tsx";
import { Files, Nights } from "../features/reconciliation/past.tsx";
import { StatementUpload } from "../features/reconciliation/statement-upload.tsx";
import { Chips } from "../ui/chips.tsx";
import { Frame } from "../ui/frame.tsx";
import { Icon } from "../ui/icons.tsx";
import { useWords } from "../words.tsx";
import { choose } from "./choose.ts";
import { useWhere } from "./where.ts";

const views = ["open", "matched", "files", "nights"] as const;

/** Whether all money agrees: what banks and providers say, what does not fit, and what can be done about it. */
export function ReconciliationPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const view = choose(where.search.view, views);
  return (
    <Frame
      title={w("place.reconciliation")}
      tools={
        <Button variant="default" leftSection={<Icon name="payments" size={16} />} onClick={where.payments}>
          {w("place.payments")}
        </Button>
      }
    >
      <ReconciliationBanner onPayment={where.payment} />
      <StatementUpload />
      <Chips
        label={w("list.views")}
        value={view}
        onChange={(next) => where.filter({ view: next })}
        chips={views.map((value) => ({ value, label: w(`reconciliation.view.${value}`) }))}
      />
      {view === "open" && <OpenEntries />}
      {view === "matched" && <DecidedEntries onPayment={where.payment} />}
      {view === "files" && <Files />}
      {view === "nights" && <Nights />}
    </Frame>
  );
}
