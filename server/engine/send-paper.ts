import type { RowOf } from "#contracts/store";
import type { Batch, ThreadDraft } from "#engine/batch";
import { orderJourney, sayAll } from "#engine/journey-context";
import { numberOfPaper } from "#engine/paper-content";

/** Sends the paper of a refund, whatever the talk is about; not to who only passed the link on. */
export function sendPaper(batch: Batch, thread: ThreadDraft, order: RowOf<"order">, paper: RowOf<"document">): void {
  if (order.terms?.sendTo === "merchant") return;
  const number = numberOfPaper(paper);
  sayAll(batch, thread, orderJourney, [
    {
      do: "say",
      notice: true,
      message: {
        kind: "document",
        file: { file: "receipt", documentId: paper.document_id },
        caption: { text: `refund.${paper.kind}`, values: { paper: number } },
        filename: `${number}.pdf`,
      },
    },
  ]);
}
