import { randomUUID } from "node:crypto";
import type pg from "pg";
import { Agent } from "undici";
import { createGroupCommit } from "./group-commit.ts";
import type { Post } from "./webhook-fields.ts";

type Message = Extract<Post, { kind: "message" }>;
type Status = Extract<Post, { kind: "status" }>;
type Answer = { readonly id: string; readonly phone: string; readonly text: string };
type Sent = { readonly id: string; readonly providerId: string };

/** The tables of the loop. */
export const loopTables = `
  create table inbox (id text primary key, phone text not null, body text not null, processed boolean not null);
  create index on inbox (id) where not processed;
  create table talk (phone text primary key, count int not null) with (fillfactor = 70);
  create table outbox (id uuid primary key, phone text not null, body text not null, state text not null,
    provider_id text unique, rank int not null default -1);
  create index on outbox (id) where state in ('queued', 'sending');`;

const mostAtOnce = 64;

const write = (client: pg.PoolClient, name: string, text: string, values: unknown[]): Promise<unknown> =>
  client.query({ name, text, values });

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** Takes a batch's messages: the talk moves on, the answer is queued, the message is done; then the answers are claimed. */
async function answerBatch(pool: pg.Pool, messages: readonly Message[]): Promise<readonly Answer[]> {
  const sorted = messages.toSorted((a, b) => (a.phone < b.phone ? -1 : 1));
  const answers = sorted.map(({ phone, text }) => ({
    id: randomUUID(),
    phone,
    text: `${/article\d{3}/.exec(text)?.[0] ?? "?"} 49,90`,
  }));
  const ids = answers.map(({ id }) => id);
  await inTransaction(pool, async (client) => {
    await write(
      client,
      "talk",
      "insert into talk select unnest($1::text[]), 1 on conflict (phone) do update set count = talk.count + 1",
      [sorted.map(({ phone }) => phone)],
    );
    await write(
      client,
      "queue",
      "insert into outbox (id, phone, body, state) select *, 'queued' from unnest($1::uuid[], $2::text[], $3::text[])",
      [ids, answers.map(({ phone }) => phone), answers.map(({ text }) => text)],
    );
    await write(client, "done", "update inbox set processed = true where id = any($1)", [sorted.map(({ id }) => id)]);
  });
  await inTransaction(pool, async (client) => {
    await write(client, "claim", "update outbox set state = 'sending' where id = any($1)", [ids]);
  });
  return answers;
}

/** The steps of the loop that are committed in groups. */
function createSteps(pool: pg.Pool) {
  const query = (name: string, text: string, values: unknown[]): Promise<unknown> => pool.query({ name, text, values });
  return {
    accept: createGroupCommit<Post>(async (batch) => {
      const text =
        "insert into inbox select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[]) on conflict do nothing";
      await query("accept", text, [
        batch.map(({ id }) => id),
        batch.map((post) => (post.kind === "message" ? post.phone : "")),
        batch.map((post) => (post.kind === "message" ? post.text : "")),
        batch.map(({ kind }) => kind === "status"),
      ]);
    }),
    record: createGroupCommit<Sent>(async (batch) => {
      const text = `update outbox set state = 'sent', provider_id = s.p
        from unnest($1::uuid[], $2::text[]) s(i, p) where id = s.i`;
      await query("sent", text, [batch.map(({ id }) => id), batch.map(({ providerId }) => providerId)]);
    }),
    rank: createGroupCommit<Status>(async (batch) => {
      const text = `update outbox set rank = greatest(rank, s.r) from
        (select p, max(r) r from unnest($1::text[], $2::int[]) u(p, r) group by p) s where provider_id = s.p`;
      await query("rank", text, [batch.map(({ messageId }) => messageId), batch.map((status) => status.rank)]);
    }),
  };
}

/** Sends an answer; gives the provider's name for it. */
async function sendAnswer(agent: Agent, providerUrl: string, { phone, text }: Answer): Promise<string> {
  const answer = await agent.request({
    origin: providerUrl,
    path: "/v25.0/1001/messages",
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ messaging_product: "whatsapp", to: `+${phone}`, type: "text", text: { body: text } }),
  });
  const { messages } = (await answer.body.json()) as { readonly messages: readonly { readonly id: string }[] };
  return messages[0]?.id ?? "";
}

/**
 * The least that answers durably: what is accepted is committed, at most one message of a customer is answered at a
 * time, an answer is queued, claimed, sent and recorded, each step committed in groups. No shop, no language, no order.
 */
export function createAnsweringLoop(pool: pg.Pool, providerUrl: string): (post: Post) => Promise<void> {
  const agent = new Agent({ connections: 256 });
  const { accept, record, rank } = createSteps(pool);
  const talks = new Map<string, Message[]>();
  const ready: Message[] = [];
  let working = 0;

  const send = async (answer: Answer): Promise<void> => {
    await record({ id: answer.id, providerId: await sendAnswer(agent, providerUrl, answer) });
    const queue = talks.get(answer.phone);
    queue?.shift();
    const next = queue?.[0];
    if (next) ready.push(next);
    else talks.delete(answer.phone);
    work();
  };
  const workBatch = async (): Promise<void> => {
    for (const answer of await answerBatch(pool, ready.splice(0, mostAtOnce))) void send(answer);
  };
  const work = (): void => {
    if (working >= 2 || ready.length === 0) return;
    working += 1;
    void workBatch().finally(() => {
      working -= 1;
      work();
    });
  };
  return async (post) => {
    await accept(post);
    if (post.kind === "status") return rank(post);
    const queue = talks.get(post.phone) ?? [];
    talks.set(post.phone, queue);
    if (queue.push(post) === 1) ready.push(post);
    setImmediate(work);
  };
}
