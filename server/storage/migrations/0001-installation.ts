/**
 * The role the server works as: it owns nothing, so row-level security binds it. Roles belong to the whole PostgreSQL:
 * another database may have made it already, or be making it now.
 */
export const appRole = `
do $$
begin
  if not exists (select from pg_roles where rolname = 'comptoir_app') then
    create role comptoir_app nologin;
  end if;
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'comptoir_app', 'member') then
    execute format('grant comptoir_app to %I', current_user);
  end if;
exception
  when unique_violation then null;
end
$$;

grant usage on schema public to comptoir_app;
`;

/** What belongs to the installation and not to one business; without a wall, as every node reads all of it. */
export const installationTables = `
create table if not exists business (
  business_id uuid not null,
  slug text collate "C" not null,
  version int not null,
  constraint business_pkey primary key (business_id),
  constraint business_slug_key unique (slug)
);
create table if not exists directory (
  plug text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  business_id uuid not null,
  constraint directory_pkey primary key (plug, id),
  constraint directory_plug_check check (plug in ('channel', 'rail'))
);
create table if not exists lease (
  name text collate "C" not null,
  node text collate "C" not null,
  epoch int not null,
  until bigint not null,
  constraint lease_pkey primary key (name)
)
with (fillfactor = 50);

grant select, insert, update on business, directory, lease to comptoir_app;
`;
