import type { RowOf } from "#contracts/store";
import type { Snapshot } from "#invariants/snapshot";
import { type LyraPayment, lyraTruthOf } from "./lyra-truth.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import { blame, type Stage } from "./stage.ts";

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** What was written of the rail, and what people were told. */
type Books = Pick<Snapshot, "capture" | "refund" | "notice">;

/** What our books say is left of a capture. */
const leftInBooks = ({ capture_id, amount_minor }: RowOf<"capture">, { refund }: Books): number =>
  amount_minor -
  sum(refund.filter((one) => one.capture_id === capture_id && one.state === "done").map((one) => one.amount_minor));

/** A refund made in the office passed what was left, since one of ours was under way: a person looks at it. */
const isTold = ({ order_id }: RowOf<"capture">, { notice }: Books): boolean =>
  notice.some((one) => one.about === "refund-unknown" && one.order_id === order_id);

/** What a payment's row must say, when all remittances are over; undefined when no row of it is needed. */
function judgePayment(stage: Stage, payment: LyraPayment, row: RowOf<"capture"> | undefined, books: Books): void {
  const { uuid, detailedStatus, atFirst, amount, refunded } = payment;
  if (row && row.amount_minor !== atFirst)
    blame(stage, "I03", `Lyra was paid ${atFirst} (${uuid}), we wrote ${row.amount_minor}`);
  switch (detailedStatus) {
    case "CAPTURED": {
      if (!row) return blame(stage, "I09", `Lyra took ${amount} (${uuid}), and we do not know of it`);
      if (row.stage !== "booked") blame(stage, "I24", `Lyra took ${amount} (${uuid}), our books say ${row.stage}`);
      const left = leftInBooks(row, books);
      if (left !== amount - refunded && !isTold(row, books))
        blame(stage, "I01", `of ${uuid} Lyra holds ${amount - refunded}, our books say ${left}`);
      return;
    }
    case "CANCELLED":
      // What somebody cancels in the office while a refund of ours is in doubt may count as lost, and not as returned.
      if (row && (row.stage !== "lost" || (leftInBooks(row, books) !== 0 && !stage.seen.officeRefunds.has(uuid))))
        blame(stage, "I01", `${uuid} was cancelled, our books hold ${leftInBooks(row, books)} (${row.stage})`);
      return;
    case "CAPTURE_FAILED":
      if (row && row.stage !== "lost") blame(stage, "I24", `the bank did not pay ${uuid}, our books say ${row.stage}`);
      return;
    default:
      blame(stage, "the world comes to rest", `${uuid} is ${detailedStatus}`);
  }
}

/** The till gave back no more than it was asked for: what somebody returned in the Back Office is not among that. */
function judgeRefunds(stage: Stage, shop: SimulatedShop, { capture, refund }: Books): void {
  const { refunds } = lyraTruthOf(stage, shop);
  const made = refunds.filter(({ uuid, state }) => state === "done" && !stage.seen.officeRefunds.has(uuid));
  for (const { capture_id } of capture) {
    const went = sum(made.filter(({ paymentUuid }) => paymentUuid === capture_id).map(({ amount }) => amount));
    const asked = refund.filter((one) => one.capture_id === capture_id && one.requested_by !== "provider");
    const done = sum(asked.filter(({ state }) => state === "done").map((one) => one.amount_minor));
    if (went > done) blame(stage, "I05", `the till returned ${went} of ${capture_id} and was asked for ${done}`);
  }
}

/** Compares our books with what Lyra truly did. */
export function judgeLyra(stage: Stage, shop: SimulatedShop, books: Books): void {
  const { payments } = lyraTruthOf(stage, shop);
  const rows = new Map(books.capture.map((row) => [row.capture_id, row]));
  for (const payment of payments) judgePayment(stage, payment, rows.get(payment.uuid), books);
  const real = new Set(payments.map(({ uuid }) => uuid));
  for (const { capture_id } of books.capture)
    if (!real.has(capture_id)) blame(stage, "I24", `we wrote a capture ${capture_id} that never happened at Lyra`);
  judgeRefunds(stage, shop, books);
}
