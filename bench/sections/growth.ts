import { onDatabase, sizeOf } from "../machine/database.ts";
import { note } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import { type Bench, warmUp, watched } from "./bench.ts";
import { type Measured, answeredPerSecond, measure, planOf } from "./measure.ts";

/** Rows written in one statement. */
const chunk = 50_000;

/** An id as the shop makes them (UUIDv7), of a moment before today. */
const oldId = (n: string): string =>
  `(lpad(to_hex(1700000000000 + ${n}), 12, '0') || '7' || substr(md5(${n}::text), 1, 3) || '8' ||
    substr(md5(${n}::text), 4, 15))::uuid`;

/** History of the shop's own talks: what was said before, with its webhooks' traces. */
const history = `
  with talk as (select row_number() over () - 1 as n, t.* from thread t),
    old as (select g, talk.* from generate_series($1::bigint, $2::bigint) g
      join talk on talk.n = g % (select count(*) from talk))
  insert into message (business_id, message_id, thread_id, channel_id, seq, direction, author, content, provider_id, at,
    status, status_rank, send_state, unsent, send_after, attempts, valid_until, maybe_twice)
  select business_id, ${oldId("g")}, thread_id, channel_id, -g, case when g % 2 = 0 then 'in' else 'out' end,
    case when g % 2 = 0 then 'customer' else 'bot' end,
    jsonb_build_object('kind', 'text', 'text', 'A line of an earlier talk, number ' || g || ', about the ring.'),
    'wamid.old.' || g, 1700000000000 + g, case when g % 2 = 0 then 'none' else 'read' end, 3,
    case when g % 2 = 0 then 'none' else 'done' end, false, 0, 1, 1700000000000 + g, false
  from old`;

const inbox = `
  with shop as (select business_id, channel_id from thread limit 1)
  insert into inbox (business_id, source_id, event_id, inbox_id, lane, bucket, plug, event, state, attempts, retry_at,
    body_hash, received_at)
  select business_id, channel_id, 'old:' || g, ${oldId("g")}, 'thread:old', g % 256, 'channel',
    jsonb_build_object('kind', 'message', 'id', 'wamid.old.' || g), 'done', 1, 0, md5(g::text), 1700000000000 + g
  from shop, generate_series($1::bigint, $2::bigint) g`;

async function writeHistory({ till, options }: Bench): Promise<void> {
  await onDatabase(till.database, async (client) => {
    for (let from = 1; from <= options.history; from += chunk) {
      const to = Math.min(options.history, from + chunk - 1);
      await client.query(history, [from, to]);
      await client.query(inbox, [from, to]);
    }
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  });
}

const cpu = ({ appCpu, databaseCpu }: Measured): number | undefined =>
  appCpu === undefined || databaseCpu === undefined ? undefined : appCpu + databaseCpu;

const quotient = (after: number | undefined, before: number | undefined): number | undefined =>
  after === undefined || before === undefined ? undefined : after / before;

/** The same load before and after a long history: an old shop must not be a slow one. */
export async function measureGrowth(bench: Bench): Promise<void> {
  const { outside, till, options, figures } = bench;
  await warmUp(bench);
  const { milliseconds } = options;
  const urls = [till.webhook];
  const look = async () => {
    const busy = planOf({ urls, pace: { kind: "waiting", customers: 64 }, milliseconds, statuses: true });
    const steady = planOf({ urls, pace: { kind: "open", perSecond: 500, customers: 2_000 }, milliseconds });
    return { busy: await measure(outside, busy, watched(bench)), steady: await outside.drive(steady) };
  };
  const before = await look();
  const emptySize = await sizeOf(till.database);
  await writeHistory(bench);
  const fullSize = await sizeOf(till.database);
  const after = await look();
  note(figures, "growth-cpu", quotient(cpu(after.busy), cpu(before.busy)));
  note(figures, "growth-ack-p99", quotient(after.steady.ack.p99, before.steady.ack.p99));
  const row = (name: string, { busy, steady }: typeof before, size: number): readonly Cell[] => [
    name,
    answeredPerSecond(busy.outcome),
    cpu(busy),
    steady.ack.p99,
    steady.answer.p99,
    size / 1024 ** 2,
  ];
  bench.show(
    "Stored history (64 waiting customers with statuses; ack and answer in ms at 500/s; CPU in µs a message)",
    ["history", "answered/s", "CPU all", "ack p99", "answer p99", "database MiB"],
    [row("as it is", before, emptySize), row(`${options.history} messages more`, after, fullSize)],
  );
}
