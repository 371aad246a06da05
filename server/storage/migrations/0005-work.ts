/** What came in, and what is still to be done. */
export const workTables = `
create table if not exists "raw_webhook" (
  business_id uuid not null,
  "source_id" text collate "C" not null,
  "body_hash" text collate "C" not null,
  "body" bytea not null,
  "masked" boolean not null,
  "problem" text collate "C",
  "received_at" bigint not null,
  constraint "raw_webhook_pkey" primary key (business_id, "source_id", "body_hash")
);
create index if not exists "raw_webhook_received_idx" on "raw_webhook" using brin (business_id, received_at) with (autosummarize = on);
create index if not exists "raw_webhook_problem_idx" on "raw_webhook"
  (business_id, received_at) where problem is not null;

create table if not exists "inbox" (
  business_id uuid not null,
  "source_id" text collate "C" not null,
  "event_id" text collate "C" not null,
  "inbox_id" uuid not null,
  "lane" text collate "C" not null,
  "bucket" int not null,
  "plug" text collate "C" not null,
  "event" jsonb not null,
  "state" text collate "C" not null,
  "attempts" int not null,
  "retry_at" bigint not null,
  "problem" text collate "C",
  "body_hash" text collate "C" not null,
  "received_at" bigint not null,
  constraint "inbox_pkey" primary key (business_id, "source_id", "event_id"),
  constraint "inbox_plug_check" check ("plug" in ('channel', 'rail')),
  constraint "inbox_state_check" check ("state" in ('open', 'done', 'dead'))
)
with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index if not exists "inbox_open_idx" on "inbox" (business_id, inbox_id) where state = 'open';
create index if not exists "inbox_dead_idx" on "inbox" (business_id, received_at) where state = 'dead';
create index if not exists "inbox_received_idx" on "inbox" using brin (business_id, received_at) with (autosummarize = on);

create table if not exists "task" (
  business_id uuid not null,
  "task_id" text collate "C" not null,
  "kind" text collate "C" not null,
  "lane" text collate "C" not null,
  "thread_id" uuid,
  "subject_id" text collate "C" not null,
  "details" jsonb not null,
  "state" text collate "C" not null,
  "attempts" int not null,
  "run_after" bigint not null,
  "valid_until" bigint not null,
  "node" text collate "C",
  "problem" text collate "C",
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "task_pkey" primary key (business_id, "task_id"),
  constraint "task_state_check" check ("state" in ('queued', 'running', 'done', 'dead'))
)
with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index if not exists "task_open_idx" on "task"
  (business_id, run_after, task_id) where state in ('queued', 'running');
create index if not exists "task_subject_idx" on "task" (business_id, subject_id);

create table if not exists "timer" (
  business_id uuid not null,
  "thread_id" uuid not null,
  "name" text collate "C" not null,
  "due_at" bigint not null,
  "bucket" int not null,
  "created_at" bigint not null,
  constraint "timer_pkey" primary key (business_id, "thread_id", "name")
);
create index if not exists "timer_due_idx" on "timer" (business_id, bucket, due_at);
`;

/** The wall between businesses, and what the server may do; append-only tables have no right to change or remove. */
export const workWalls = `
do $$
declare
  name text;
begin
  foreach name in array array['raw_webhook', 'inbox', 'task', 'timer']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('drop policy if exists wall on %I', name);
    execute format(
      'create policy wall on %I to comptoir_app'
      ' using (business_id = nullif(current_setting(''comptoir.business_id'', true), '''')::uuid)'
      ' with check (business_id = nullif(current_setting(''comptoir.business_id'', true), '''')::uuid)',
      name
    );
    execute format('grant select, insert on %I to comptoir_app', name);
  end loop;
  foreach name in array array['raw_webhook', 'inbox', 'task', 'timer']
  loop
    execute format('grant update, delete on %I to comptoir_app', name);
  end loop;
end
$$;
`;
