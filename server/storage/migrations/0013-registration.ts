/** Cards registered without a payment. */
export const registrationTables = `
create table if not exists "registration" (
  business_id uuid not null,
  "registration_id" uuid not null,
  "person_id" uuid not null,
  "thread_id" uuid not null,
  "rail_id" text collate "C" not null,
  "state" text collate "C" not null,
  "open_for" uuid,
  "asked_by" jsonb not null,
  "command_id" text collate "C" not null,
  "send_to" text collate "C" not null,
  "email" text collate "C" not null,
  "currency" text collate "C" not null,
  "provider_ref" text collate "C",
  "url" text collate "C",
  "expires_at" bigint not null,
  "consent_text" text collate "C" not null,
  "card_id" uuid,
  "final" boolean not null,
  "look_at" bigint not null,
  "looks" int not null,
  "by_webhook_at" bigint,
  "by_lookup_at" bigint,
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "registration_pkey" primary key (business_id, "registration_id"),
  constraint "registration_open_for_key" unique (business_id, "open_for"),
  constraint "registration_command_id_key" unique (business_id, "command_id"),
  constraint "registration_state_check" check ("state" in ('requested', 'open', 'void', 'expired', 'done')),
  constraint "registration_send_to_check" check ("send_to" in ('customer', 'merchant')),
  constraint "registration_open_for_state_check" check (("open_for" is not null) = ("state" in ('requested', 'open')))
);
create index if not exists "registration_look_idx" on "registration" (business_id, look_at) where not final;
create index if not exists "registration_person_idx" on "registration" (business_id, person_id);
create index if not exists "registration_thread_idx" on "registration" (business_id, thread_id);
alter table "registration" alter column business_id set (n_distinct = 1);
`;

/** The wall between businesses, and what the server may do. */
export const registrationWalls = `
alter table "registration" enable row level security;
drop policy if exists wall on "registration";
create policy wall on "registration" to comptoir_app
  using (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid)
  with check (business_id = nullif(current_setting('comptoir.business_id', true), '')::uuid);
grant select, insert, update, delete on "registration" to comptoir_app;
`;

/** What the planner must know before the first row, where PostgreSQL can be told (see 0006). */
export const registrationStatistics = `
do $$
declare
  told record;
begin
  if current_setting('server_version_num')::int < 180000 then
    return;
  end if;
  for told in
    select * from (
      values
        ('business_id', 1::real, null, null),
        ('registration_id', -1::real, null, null),
        ('person_id', -0.8::real, null, null),
        ('thread_id', -0.8::real, null, null),
        ('final', 2::real, '{t,f}', '{0.99,0.01}'::real[])
    ) as known(attname, apart, common, shares)
  loop
    execute 'select pg_restore_attribute_stats(
      ''schemaname'', current_schema()::text, ''relname'', ''registration'', ''attname'', $1, ''inherited'', false,
      ''version'', current_setting(''server_version_num'')::int,
      ''null_frac'', 0::real, ''avg_width'', 24::int, ''n_distinct'', $2,
      ''most_common_vals'', $3, ''most_common_freqs'', $4)'
      using told.attname, told.apart, told.common, told.shares;
  end loop;
end
$$;
`;
