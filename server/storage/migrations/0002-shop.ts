/** The shop: its profile, channels, rails, products, answers and counters, and the audit. */
export const shopTables = `
create table if not exists "profile" (
  business_id uuid not null,
  "slug" text collate "C" not null,
  "name" text collate "C" not null,
  "country" text collate "C" not null,
  "currency" text collate "C" not null,
  "languages" jsonb not null,
  "time_zone" text collate "C" not null,
  "settings" jsonb not null,
  "changed_at" bigint not null,
  constraint "profile_pkey" primary key (business_id, "slug")
);

create table if not exists "channel_account" (
  business_id uuid not null,
  "channel_id" text collate "C" not null,
  "kind" text collate "C" not null,
  "name" text collate "C" not null,
  "settings" jsonb not null,
  "state" text collate "C" not null,
  "paused_until" bigint,
  "pause_reason" text collate "C",
  "changed_at" bigint not null,
  constraint "channel_account_pkey" primary key (business_id, "channel_id"),
  constraint "channel_account_state_check" check ("state" in ('on', 'paused', 'archived'))
);

create table if not exists "rail" (
  business_id uuid not null,
  "rail_id" text collate "C" not null,
  "kind" text collate "C" not null,
  "name" text collate "C" not null,
  "settings" jsonb not null,
  "state" text collate "C" not null,
  "position" int not null,
  "changed_at" bigint not null,
  constraint "rail_pkey" primary key (business_id, "rail_id"),
  constraint "rail_state_check" check ("state" in ('on', 'archived'))
);

create table if not exists "product" (
  business_id uuid not null,
  "sku" text collate "C" not null,
  "name" jsonb not null,
  "description" jsonb not null,
  "price_minor" bigint not null,
  "currency" text collate "C" not null,
  "vat_class" text collate "C" not null,
  "stock" int,
  "options" jsonb not null,
  "image" text collate "C",
  "archived" boolean not null,
  "position" int not null,
  "changed_at" bigint not null,
  constraint "product_pkey" primary key (business_id, "sku"),
  constraint "product_stock_check" check ("stock" >= 0),
  constraint "product_price_minor_check" check ("price_minor" >= 0)
);

create table if not exists "answer" (
  business_id uuid not null,
  "answer_id" text collate "C" not null,
  "keywords" jsonb not null,
  "body" jsonb not null,
  "position" int not null,
  "archived" boolean not null,
  "changed_at" bigint not null,
  constraint "answer_pkey" primary key (business_id, "answer_id")
);

create table if not exists "counter" (
  business_id uuid not null,
  "name" text collate "C" not null,
  "value" int not null,
  constraint "counter_pkey" primary key (business_id, "name")
);

create table if not exists "audit" (
  business_id uuid not null,
  "audit_id" uuid not null,
  "actor" text collate "C" not null,
  "act" text collate "C" not null,
  "object_kind" text collate "C" not null,
  "object_id" text collate "C" not null,
  "details" jsonb not null,
  "at" bigint not null,
  constraint "audit_pkey" primary key (business_id, "audit_id")
);
create index if not exists "audit_at_idx" on "audit" (business_id, at);
`;

/** The wall between businesses, and what the server may do; append-only tables have no right to change or remove. */
export const shopWalls = `
do $$
declare
  name text;
begin
  foreach name in array array['profile', 'channel_account', 'rail', 'product', 'answer', 'counter', 'audit']
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
  foreach name in array array['profile', 'channel_account', 'rail', 'product', 'answer', 'counter']
  loop
    execute format('grant update, delete on %I to comptoir_app', name);
  end loop;
end
$$;
`;
