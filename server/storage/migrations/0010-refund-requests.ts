/** What customers ask back, until it is closed. */
export const requestTables = `
create table if not exists "refund_request" (
  business_id uuid not null,
  "request_id" uuid not null,
  "order_id" uuid not null,
  "thread_id" uuid not null,
  "person_id" uuid not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "cause" text collate "C" not null,
  "words" text collate "C",
  "photos" jsonb not null,
  "account" text collate "C",
  "account_shown" text collate "C",
  "state" text collate "C" not null,
  "desk" text collate "C",
  "desk_phone" text collate "C",
  "question" text collate "C",
  "refusal" text collate "C",
  "refusal_words" text collate "C",
  "problem" text collate "C",
  "asked_by" text collate "C" not null,
  "approved_by" text collate "C",
  "confirmed_by" text collate "C",
  "refund_ids" jsonb not null,
  "created_at" bigint not null,
  "decided_at" bigint,
  "closed_at" bigint,
  "changed_at" bigint not null,
  constraint "refund_request_pkey" primary key (business_id, "request_id"),
  constraint "refund_request_amount_minor_check" check ("amount_minor" >= 0),
  constraint "refund_request_state_check" check (
    "state" in ('asked', 'approved', 'refunding', 'done', 'failed', 'refused', 'closed')),
  -- Whoever approved does not also confirm.
  constraint "refund_request_approved_by_confirmed_by_check" check ("confirmed_by" is null or "confirmed_by" <> "approved_by")
)
with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index if not exists "refund_request_order_idx" on "refund_request" (business_id, order_id);
create index if not exists "refund_request_thread_idx" on "refund_request" (business_id, thread_id);
create index if not exists "refund_request_person_idx" on "refund_request" (business_id, person_id);
create index if not exists "refund_request_state_idx" on "refund_request" (business_id, state, changed_at);
create index if not exists "refund_request_changed_idx" on "refund_request" (business_id, changed_at, request_id);
alter table "refund_request" alter column business_id set (n_distinct = 1);
`;

/** The wall between businesses, what the server may do, and what the planner must know before the first row. */
export const requestWalls = `
alter table "refund_request" enable row level security;
drop policy if exists wall on "refund_request";
create policy wall on "refund_request" to comptoir_app
  using (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid)
  with check (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid);
grant select, insert, update, delete on "refund_request" to comptoir_app;
do $$
declare
  told record;
begin
  if current_setting('server_version_num')::int < 180000 then
    return;
  end if;
  for told in
    select * from (values
      ('business_id', 1::real), ('request_id', -1), ('order_id', -0.9), ('thread_id', -0.8), ('person_id', -0.8)
    ) as known(attname, apart)
  loop
    execute 'select pg_restore_attribute_stats(
      ''schemaname'', current_schema()::text, ''relname'', ''refund_request'', ''attname'', $1, ''inherited'', false,
      ''version'', current_setting(''server_version_num'')::int,
      ''null_frac'', 0::real, ''avg_width'', 24::int, ''n_distinct'', $2)'
      using told.attname::text, told.apart;
  end loop;
end
$$;
`;
