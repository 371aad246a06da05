/** Orders asked for by the merchant, cards kept at providers, money that is promised before it comes. */
export const sellingTables = `
alter table "counter" alter column "value" type bigint;
alter table "order" add column if not exists "terms" jsonb;
alter table "payment" add column if not exists "card_id" uuid;
alter table "capture" add column if not exists "stage" text collate "C" not null default 'booked';
alter table "capture" alter column "stage" drop default;
alter table "capture" drop constraint if exists "capture_stage_check";
alter table "capture" add constraint "capture_stage_check" check ("stage" in ('promised', 'booked', 'lost'));

create table if not exists "kept_card" (
  business_id uuid not null,
  "card_id" uuid not null,
  "person_id" uuid not null,
  "rail_id" text collate "C" not null,
  "alias" text collate "C" not null,
  "alias_hash" text collate "C" not null,
  "brand" text collate "C" not null,
  "last_four" text collate "C" not null,
  "expires_year" int not null,
  "expires_month" int not null,
  "consent" jsonb not null,
  "state" text collate "C" not null,
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "kept_card_pkey" primary key (business_id, "card_id"),
  constraint "kept_card_rail_id_alias_hash_key" unique (business_id, "rail_id", "alias_hash"),
  constraint "kept_card_state_check" check ("state" in ('live', 'revoked', 'dead'))
);
create index if not exists "kept_card_person_idx" on "kept_card" (business_id, person_id) where state = 'live';
alter table "kept_card" alter column business_id set (n_distinct = 1);
`;

/** The wall between businesses, and what the server may do. */
export const sellingWalls = `
alter table "kept_card" enable row level security;
drop policy if exists wall on "kept_card";
create policy wall on "kept_card" to comptoir_app
  using (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid)
  with check (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid);
grant select, insert, update, delete on "kept_card" to comptoir_app;
`;
