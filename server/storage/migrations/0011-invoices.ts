/**
 * Invoices, credit notes and receipts of refunds beside receipts; what customers asked to have invoiced; disputes with
 * what was sent to the bank. `issue_key` is what a paper is issued for: one for each.
 */
export const invoiceTables = `
alter table "document" drop constraint if exists "document_kind_check";
alter table "document" add constraint "document_kind_check"
  check ("kind" in ('receipt', 'invoice', 'credit-note', 'refund-receipt'));
alter table "document" add column if not exists "issue_key" text collate "C";
alter table "document" add column if not exists "refund_id" uuid;
alter table "document" add column if not exists "of_document" uuid;
alter table "document" add column if not exists "previous_hash" text collate "C";
alter table "document" add column if not exists "hash" text collate "C";
alter table "document" drop constraint if exists "document_issue_key_key";
alter table "document" add constraint "document_issue_key_key" unique (business_id, "issue_key");
alter table "document" drop constraint if exists "document_kind_hash_check";
alter table "document" add constraint "document_kind_hash_check"
  check (("kind" in ('invoice', 'credit-note')) = ("hash" is not null));

create table if not exists "invoice_request" (
  business_id uuid not null,
  "order_id" uuid not null,
  "person_id" uuid not null,
  "buyer" jsonb not null,
  "left_out" jsonb not null,
  "requested_by" text collate "C" not null,
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "invoice_request_pkey" primary key (business_id, "order_id")
);
create index if not exists "invoice_request_person_idx" on "invoice_request" (business_id, person_id);
alter table "invoice_request" alter column business_id set (n_distinct = 1);

create table if not exists "dispute" (
  business_id uuid not null,
  "rail_id" text collate "C" not null,
  "dispute_id" text collate "C" not null,
  "payment_id" uuid not null,
  "order_id" uuid not null,
  "capture_id" text collate "C" not null,
  "amount_minor" bigint not null,
  "currency" text collate "C" not null,
  "state" text collate "C" not null,
  "reason" text collate "C",
  "due_by" bigint,
  "evidence" text collate "C" not null,
  "evidence_problem" text collate "C",
  "evidence_hash" text collate "C",
  "evidence_file" uuid,
  "evidence_at" bigint,
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "dispute_pkey" primary key (business_id, "rail_id", "dispute_id"),
  constraint "dispute_amount_minor_check" check ("amount_minor" >= 0),
  constraint "dispute_state_check" check ("state" in ('opened', 'won', 'lost')),
  constraint "dispute_evidence_check" check ("evidence" in ('none', 'sending', 'sent', 'refused'))
);
create index if not exists "dispute_payment_idx" on "dispute" (business_id, payment_id);
create index if not exists "dispute_order_idx" on "dispute" (business_id, order_id);
alter table "dispute" alter column business_id set (n_distinct = 1);
`;

/** The wall between businesses, and what the server may do. */
export const invoiceWalls = ["invoice_request", "dispute"]
  .map(
    (name) => `
alter table "${name}" enable row level security;
drop policy if exists wall on "${name}";
create policy wall on "${name}" to comptoir_app
  using (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid)
  with check (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid);
grant select, insert, update, delete on "${name}" to comptoir_app;
`,
  )
  .join("");
