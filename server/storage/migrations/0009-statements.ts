/** Statements of the shop's bank, payouts of its providers, nightly comparisons. */
export const statementTables = `
create table if not exists "statement_file" (
  business_id uuid not null,
  "file_id" uuid not null,
  "kind" text collate "C" not null,
  "sha256" text collate "C" not null,
  "name" text collate "C" not null,
  "format" text collate "C" not null,
  "entries" int not null,
  "fresh" int not null,
  "pending" int not null,
  "imported_by" text collate "C" not null,
  "imported_at" bigint not null,
  constraint "statement_file_pkey" primary key (business_id, "file_id"),
  constraint "statement_file_sha256_key" unique (business_id, "sha256"),
  constraint "statement_file_kind_check" check ("kind" in ('statement', 'payout'))
);
create index if not exists "statement_file_imported_idx" on "statement_file" (business_id, imported_at);

create table if not exists "statement_entry" (
  business_id uuid not null,
  "entry_key" text collate "C" not null,
  "file_id" uuid not null,
  "line" int not null,
  "format" text collate "C" not null,
  "bank_ref" text collate "C",
  "account" text collate "C" not null,
  "booked_on" text collate "C" not null,
  "side" text collate "C" not null,
  "reversal" boolean not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "name" text collate "C",
  "iban" text collate "C",
  "told_refs" jsonb not null,
  "told_text" text collate "C" not null,
  "state" text collate "C" not null,
  "reason" text collate "C",
  "rail_id" text collate "C",
  "payment_id" uuid,
  "capture_id" text collate "C",
  "refund_id" uuid,
  "payout_ref" text collate "C",
  "near" jsonb not null,
  "note" text collate "C",
  "decided_by" text collate "C",
  "imported_at" bigint not null,
  "changed_at" bigint not null,
  constraint "statement_entry_pkey" primary key (business_id, "entry_key"),
  constraint "statement_entry_rail_id_capture_id_key" unique (business_id, "rail_id", "capture_id"),
  constraint "statement_entry_refund_id_key" unique (business_id, "refund_id"),
  constraint "statement_entry_rail_id_payout_ref_key" unique (business_id, "rail_id", "payout_ref"),
  constraint "statement_entry_amount_minor_check" check ("amount_minor" >= 0),
  constraint "statement_entry_side_check" check ("side" in ('credit', 'debit')),
  constraint "statement_entry_state_check"
    check ("state" in ('new', 'matched', 'proposed', 'odd', 'booked', 'set-aside'))
);
create index if not exists "statement_entry_new_idx" on "statement_entry" (business_id, entry_key) where state = 'new';
create index if not exists "statement_entry_open_idx" on "statement_entry"
  (business_id, booked_on) where state in ('proposed', 'odd');
create index if not exists "statement_entry_file_idx" on "statement_entry" (business_id, file_id);
create index if not exists "statement_entry_payment_idx" on "statement_entry" (business_id, payment_id);

create table if not exists "payout" (
  business_id uuid not null,
  "rail_id" text collate "C" not null,
  "payout_ref" text collate "C" not null,
  "file_id" uuid not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "fee_minor" bigint not null,
  "arrives_on" text collate "C" not null,
  "state" text collate "C" not null,
  "created_at" bigint not null,
  constraint "payout_pkey" primary key (business_id, "rail_id", "payout_ref"),
  constraint "payout_state_check" check ("state" in ('announced', 'arrived'))
);

create table if not exists "payout_line" (
  business_id uuid not null,
  "rail_id" text collate "C" not null,
  "line_ref" text collate "C" not null,
  "payout_ref" text collate "C" not null,
  "kind" text collate "C" not null,
  "amount_minor" bigint not null,
  "fee_minor" bigint not null,
  "currency" text collate "C" not null,
  "capture_id" text collate "C",
  constraint "payout_line_pkey" primary key (business_id, "rail_id", "line_ref"),
  constraint "payout_line_kind_check" check ("kind" in ('charge', 'refund', 'fee', 'dispute', 'other'))
);
create index if not exists "payout_line_capture_idx" on "payout_line"
  (business_id, rail_id, capture_id) where capture_id is not null;

create table if not exists "reconciliation_run" (
  business_id uuid not null,
  "day" text collate "C" not null,
  "started_at" bigint not null,
  "finished_at" bigint,
  "place" text collate "C" not null,
  "looked" int not null,
  "recovered" int not null,
  "unanswered" int not null,
  "odd" int not null,
  constraint "reconciliation_run_pkey" primary key (business_id, "day")
);

alter table "statement_file" alter column business_id set (n_distinct = 1);
alter table "statement_entry" alter column business_id set (n_distinct = 1);
alter table "payout" alter column business_id set (n_distinct = 1);
alter table "payout_line" alter column business_id set (n_distinct = 1);
alter table "reconciliation_run" alter column business_id set (n_distinct = 1);
`;

/** The wall between businesses, and what the server may do. */
export const statementWalls = `
do $$
declare
  name text;
begin
  foreach name in array array['statement_file', 'statement_entry', 'payout', 'payout_line', 'reconciliation_run']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('drop policy if exists wall on %I', name);
    execute format(
      'create policy wall on %I to comptoir_app'
      ' using (business_id = nullif(current_setting(''comptoir.business_id'', true), '''')::uuid)'
      ' with check (business_id = nullif(current_setting(''comptoir.business_id'', true), '''')::uuid)',
      name
    );
    execute format('grant select, insert, update, delete on %I to comptoir_app', name);
  end loop;
end
$$;
`;

/**
 * What the planner must know before it has seen rows: keys are rare, what waits is rarer. See 0006 for why; PostgreSQL
 * before 18 learns it when autovacuum first looks.
 */
export const statementStatistics = `
do $$
declare
  told record;
begin
  if current_setting('server_version_num')::int < 180000 then
    return;
  end if;
  for told in
    select relname, attname, apart::real, common, shares::real[]
    from (
      values
        ('statement_file', 'business_id', 1, null::text, null::text),
        ('statement_file', 'file_id', -1, null, null),
        ('statement_file', 'sha256', -1, null, null),
        ('statement_entry', 'business_id', 1, null, null),
        ('statement_entry', 'entry_key', -1, null, null),
        ('statement_entry', 'file_id', -0.02, null, null),
        ('statement_entry', 'payment_id', -0.9, null, null),
        ('statement_entry', 'capture_id', -1, null, null),
        ('statement_entry', 'refund_id', -1, null, null),
        ('statement_entry', 'payout_ref', -1, null, null),
        ('statement_entry', 'state', 4, '{matched,booked,odd,new}', '{0.9,0.08,0.01,0.01}'),
        ('payout', 'business_id', 1, null, null),
        ('payout', 'payout_ref', -1, null, null),
        ('payout_line', 'business_id', 1, null, null),
        ('payout_line', 'line_ref', -1, null, null),
        ('payout_line', 'capture_id', -0.9, null, null),
        ('reconciliation_run', 'business_id', 1, null, null),
        ('reconciliation_run', 'day', -1, null, null)
    ) as known(relname, attname, apart, common, shares)
  loop
    execute 'select pg_restore_attribute_stats(
      ''schemaname'', current_schema()::text, ''relname'', $1, ''attname'', $2, ''inherited'', false,
      ''version'', current_setting(''server_version_num'')::int,
      ''null_frac'', 0::real, ''avg_width'', 24::int, ''n_distinct'', $3,
      ''most_common_vals'', $4, ''most_common_freqs'', $5)'
      using told.relname, told.attname, told.apart, told.common, told.shares;
  end loop;
end
$$;
`;
