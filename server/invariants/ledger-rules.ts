import type { RowOf } from "#contracts/store";
import { clearing, promised, unapplied } from "#domain/ledger";
import type { Snapshot } from "./snapshot.ts";
import { type Violation, groupBy, must, sumOf } from "./violation.ts";

type Line = RowOf<"journal">;

const isMoney = (minor: number): boolean => Number.isSafeInteger(minor) && minor > 0;

/** I01: every line moves a positive whole amount between two accounts, in one currency per entry. */
export const linesAreWhole = ({ journal }: Snapshot): readonly Violation[] => [
  ...journal.flatMap(({ entry_key, amount_minor, debit, credit }) =>
    must(
      isMoney(amount_minor) && debit !== credit,
      "I01",
      entry_key,
      `moves ${amount_minor} from ${credit} to ${debit}`,
    ),
  ),
  ...[...groupBy(journal, ({ entry_key }) => entry_key)].flatMap(([key, lines]) =>
    must(new Set(lines.map(({ currency }) => currency)).size === 1, "I01", key, "mixes currencies"),
  ),
];

const entryOf = (lines: ReadonlyMap<string, readonly Line[]>, key: string): number =>
  sumOf(lines.get(key) ?? [], ({ amount_minor }) => amount_minor);

/** I01: each capture and each refund done is in the journal once, whole; a refund that came back is reversed. */
export function moneyIsBooked({ journal, capture, refund }: Snapshot): readonly Violation[] {
  const lines = groupBy(journal, ({ entry_key }) => entry_key);
  const ofCaptures = capture.flatMap(({ rail_id, capture_id, amount_minor, verdict }) => {
    const booked = `${verdict === "settles" ? "sale" : "surplus"}:${rail_id}:${capture_id}`;
    const other = `${verdict === "settles" ? "surplus" : "sale"}:${rail_id}:${capture_id}`;
    return [
      ...must(entryOf(lines, booked) === amount_minor, "I01", capture_id, `${amount_minor} came, booked otherwise`),
      ...must(!lines.has(other), "I01", capture_id, "booked as a sale and as a surplus"),
    ];
  });
  const ofRefunds = refund.flatMap(({ rail_id, refund_id, amount_minor, state }) => {
    const left = entryOf(lines, `refund:${rail_id}:${refund_id}`);
    const back = entryOf(lines, `refund:${rail_id}:${refund_id}:failed`);
    const expected = state === "done" ? amount_minor : 0;
    return must(
      left - back === expected,
      "I01",
      refund_id,
      `a refund ${state} of ${amount_minor} booked as ${left - back}`,
    );
  });
  return [...ofCaptures, ...ofRefunds];
}

/** The balance of an account: debits less credits. */
const balanceOf = (journal: readonly Line[], account: string, code: string): number =>
  sumOf(
    journal.filter(({ currency }) => currency === code),
    ({ debit, credit, amount_minor }) =>
      (debit === account ? amount_minor : 0) - (credit === account ? amount_minor : 0),
  );

/** What changes the money at a provider besides captures and refunds. */
const isOther = ({ kind }: Line): boolean =>
  kind === "fee" || kind === "lost" || /^(dispute|bank|payout)(-|$)/.test(kind);

/** I01: nothing stands on a promise that was booked or lost; another amount than promised is before a person. */
export function promisesAreKept({ journal, capture, notice }: Snapshot): readonly Violation[] {
  const waiting = new Set(capture.filter(({ stage }) => stage === "promised").map(({ payment_id }) => payment_id));
  const told = new Set(notice.filter(({ about }) => about === "booked-differs").map(({ order_id }) => order_id));
  const over = capture.filter(({ payment_id, order_id }) => !waiting.has(payment_id) && !told.has(order_id));
  return over.flatMap(({ rail_id, payment_id, currency }) => {
    const mine = journal.filter((line) => line.payment_id === payment_id);
    const left = balanceOf(mine, promised(rail_id), currency);
    return must(left === 0, "I01", payment_id, `${left} stands on a promise that is over`);
  });
}

/** I01: the unapplied account holds exactly the surplus that has not been returned; clearing follows the captures. */
export function balancesFollowMoney({ journal, capture, refund }: Snapshot): readonly Violation[] {
  const places = groupBy(capture, ({ rail_id, currency }) => `${rail_id} ${currency}`);
  const surplusIds = new Set(
    capture.filter(({ verdict }) => verdict !== "settles").map(({ capture_id }) => capture_id),
  );
  return [...places].flatMap(([place, captures]) => {
    const [rail = "", code = ""] = place.split(" ");
    const done = refund.filter((one) => one.state === "done" && one.rail_id === rail && one.currency === code);
    const cameSurplus = sumOf(captures, (one) => (one.verdict === "settles" ? 0 : one.amount_minor));
    const wentSurplus = sumOf(done, (one) => (surplusIds.has(one.capture_id) ? one.amount_minor : 0));
    const unapplied_ = -balanceOf(journal, unapplied(rail), code);
    const here = new Set([clearing(rail), promised(rail)]);
    const others = sumOf(
      journal.filter((line) => line.currency === code && isOther(line)),
      ({ debit, credit, amount_minor }) => (here.has(debit) ? amount_minor : 0) - (here.has(credit) ? amount_minor : 0),
    );
    const lostSurplus = sumOf(
      journal.filter((line) => line.kind === "lost" && line.currency === code && line.debit === unapplied(rail)),
      ({ amount_minor }) => amount_minor,
    );
    const stands = sumOf([...here], (account) => balanceOf(journal, account, code));
    const cleared = sumOf(captures, (one) => one.amount_minor) - sumOf(done, (one) => one.amount_minor) + others;
    return [
      ...must(unapplied_ === cameSurplus - wentSurplus - lostSurplus, "I01", place, `unapplied holds ${unapplied_}`),
      ...must(stands === cleared, "I01", place, "clearing does not follow the money"),
    ];
  });
}
