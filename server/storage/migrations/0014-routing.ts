/** Why a payment went to its rail, and how the rails' providers answer. */
export const routingTables = `
create table if not exists "rail_choice" (
  business_id uuid not null,
  "payment_id" uuid not null,
  "asked_by" text collate "C",
  "verdicts" jsonb not null,
  "at" bigint not null,
  constraint "rail_choice_pkey" primary key (business_id, "payment_id")
);
alter table "rail_choice" alter column business_id set (n_distinct = 1);

create table if not exists "rail_health" (
  business_id uuid not null,
  "rail_id" text collate "C" not null,
  "failures" int not null,
  "failed_at" bigint not null,
  "reason" text collate "C" not null,
  "changed_at" bigint not null,
  constraint "rail_health_pkey" primary key (business_id, "rail_id"),
  constraint "rail_health_failures_check" check ("failures" >= 0)
);
alter table "rail_health" alter column business_id set (n_distinct = 1);
`;

/** The wall between businesses, and what the server may do; a choice is never changed or removed. */
export const routingWalls = `
do $$
declare
  name text;
begin
  foreach name in array array['rail_choice', 'rail_health']
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
  grant update, delete on "rail_health" to comptoir_app;
end
$$;
`;
