/** Orders, payments, refunds, the journal and documents. */
export const moneyTables = `
create table if not exists "order" (
  business_id uuid not null,
  "order_id" uuid not null,
  "number" int,
  "thread_id" uuid not null,
  "person_id" uuid not null,
  "state" text collate "C" not null,
  "revision" int not null,
  "currency" text collate "C" not null,
  "country" text collate "C" not null,
  "lines" jsonb not null,
  "total_minor" bigint not null,
  "address" text collate "C",
  "note" text collate "C",
  "tracking" jsonb,
  "cancel_reason" text collate "C",
  "paid_minor" bigint not null,
  "refunded_minor" bigint not null,
  "created_at" bigint not null,
  "placed_at" bigint,
  "paid_at" bigint,
  "changed_at" bigint not null,
  constraint "order_pkey" primary key (business_id, "order_id"),
  constraint "order_number_key" unique (business_id, "number"),
  constraint "order_total_minor_check" check ("total_minor" >= 0),
  constraint "order_paid_minor_check" check ("paid_minor" >= 0),
  constraint "order_refunded_minor_check" check ("refunded_minor" >= 0),
  constraint "order_state_check" check (
    "state" in ('cart', 'placed', 'paid', 'shipped', 'delivered', 'cancelled'))
)
with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index if not exists "order_thread_idx" on "order" (business_id, thread_id);
create index if not exists "order_person_idx" on "order" (business_id, person_id);
create index if not exists "order_state_idx" on "order" (business_id, state, changed_at);
create index if not exists "order_changed_idx" on "order" (business_id, changed_at, order_id);

create table if not exists "payment" (
  business_id uuid not null,
  "payment_id" uuid not null,
  "order_id" uuid not null,
  "thread_id" uuid not null,
  "rail_id" text collate "C" not null,
  "revision" int not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "state" text collate "C" not null,
  "provider_ref" text collate "C",
  "url" text collate "C",
  "expires_at" bigint not null,
  "settled_at" bigint,
  "final" boolean not null,
  "look_at" bigint not null,
  "looks" int not null,
  "by_webhook_at" bigint,
  "by_lookup_at" bigint,
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "payment_pkey" primary key (business_id, "payment_id"),
  constraint "payment_order_id_revision_rail_id_key" unique (business_id, "order_id", "revision", "rail_id"),
  constraint "payment_amount_minor_check" check ("amount_minor" >= 0),
  constraint "payment_state_check" check ("state" in ('requested', 'open', 'void', 'expired', 'captured'))
)
with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index if not exists "payment_order_idx" on "payment" (business_id, order_id);
create index if not exists "payment_thread_idx" on "payment" (business_id, thread_id);
create index if not exists "payment_look_idx" on "payment" (business_id, look_at) where not final;
create index if not exists "payment_provider_ref_idx" on "payment"
  (business_id, rail_id, provider_ref) where provider_ref is not null;

create table if not exists "payment_fact" (
  business_id uuid not null,
  "rail_id" text collate "C" not null,
  "fact_id" text collate "C" not null,
  "payment_id" uuid,
  "kind" text collate "C" not null,
  "fact" jsonb not null,
  "via" text collate "C" not null,
  "at" bigint not null,
  "seen_at" bigint not null,
  constraint "payment_fact_pkey" primary key (business_id, "rail_id", "fact_id"),
  constraint "payment_fact_via_check" check ("via" in ('webhook', 'look-up', 'call'))
);
create index if not exists "payment_fact_payment_idx" on "payment_fact" (business_id, payment_id);

create table if not exists "capture" (
  business_id uuid not null,
  "rail_id" text collate "C" not null,
  "capture_id" text collate "C" not null,
  "payment_id" uuid not null,
  "order_id" uuid not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "verdict" text collate "C" not null,
  "left_minor" bigint not null,
  "fee_minor" bigint,
  "disputed" boolean not null,
  "at" bigint not null,
  constraint "capture_pkey" primary key (business_id, "rail_id", "capture_id"),
  constraint "capture_amount_minor_check" check ("amount_minor" >= 0),
  constraint "capture_left_minor_check" check ("left_minor" >= 0),
  constraint "capture_verdict_check" check ("verdict" in ('settles', 'surplus', 'wrong-amount'))
);
create index if not exists "capture_order_idx" on "capture" (business_id, order_id);
create index if not exists "capture_payment_idx" on "capture" (business_id, payment_id);
create index if not exists "capture_at_idx" on "capture" (business_id, at);

create table if not exists "refund" (
  business_id uuid not null,
  "refund_id" uuid not null,
  "rail_id" text collate "C" not null,
  "capture_id" text collate "C" not null,
  "payment_id" uuid not null,
  "order_id" uuid not null,
  "thread_id" uuid not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "reason" text collate "C" not null,
  "state" text collate "C" not null,
  "provider_ref" text collate "C",
  "problem" text collate "C",
  "requested_by" text collate "C" not null,
  "look_at" bigint not null,
  "looks" int not null,
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "refund_pkey" primary key (business_id, "refund_id"),
  constraint "refund_amount_minor_check" check ("amount_minor" >= 0),
  constraint "refund_state_check" check ("state" in ('requested', 'pending', 'done', 'failed'))
);
create index if not exists "refund_order_idx" on "refund" (business_id, order_id);
create index if not exists "refund_capture_idx" on "refund" (business_id, rail_id, capture_id);
create index if not exists "refund_look_idx" on "refund"
  (business_id, look_at) where state in ('requested', 'pending');

create table if not exists "journal" (
  business_id uuid not null,
  "entry_key" text collate "C" not null,
  "line" int not null,
  "kind" text collate "C" not null,
  "debit" text collate "C" not null,
  "credit" text collate "C" not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "order_id" uuid,
  "payment_id" uuid,
  "at" bigint not null,
  constraint "journal_pkey" primary key (business_id, "entry_key", "line"),
  constraint "journal_amount_minor_check" check ("amount_minor" >= 0)
);
create index if not exists "journal_at_idx" on "journal" (business_id, at);
create index if not exists "journal_order_idx" on "journal" (business_id, order_id) where order_id is not null;

create table if not exists "document" (
  business_id uuid not null,
  "document_id" uuid not null,
  "kind" text collate "C" not null,
  "series" text collate "C" not null,
  "number" int not null,
  "order_id" uuid not null,
  "payment_id" uuid not null,
  "language" text collate "C" not null,
  "content" jsonb not null,
  "issued_at" bigint not null,
  constraint "document_pkey" primary key (business_id, "document_id"),
  constraint "document_series_number_key" unique (business_id, "series", "number"),
  constraint "document_kind_check" check ("kind" in ('receipt'))
);
create index if not exists "document_order_idx" on "document" (business_id, order_id);
`;

/** The wall between businesses, and what the server may do; append-only tables have no right to change or remove. */
export const moneyWalls = `
do $$
declare
  name text;
begin
  foreach name in array array['order', 'payment', 'payment_fact', 'capture', 'refund', 'journal', 'document']
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
  foreach name in array array['order', 'payment', 'payment_fact', 'capture', 'refund']
  loop
    execute format('grant update, delete on %I to comptoir_app', name);
  end loop;
end
$$;
`;
