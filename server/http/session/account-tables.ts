/**
 * Accounts of people and what they may do where; not of one business, so without its wall. Passwords are kept as scrypt
 * hashes, tokens as SHA-256 hashes: a copy of the database signs nobody in.
 */
export const accountTables = `
select pg_advisory_xact_lock(7110911);
create schema if not exists auth;
grant usage on schema auth to comptoir_app;
create table if not exists auth.account (
  user_id uuid primary key,
  name text not null,
  email text not null,
  password text,
  disabled boolean not null default false,
  created_at bigint not null
);
create unique index if not exists account_email_idx on auth.account (lower(email));
create table if not exists auth.seat (
  user_id uuid not null references auth.account on delete cascade,
  business_id uuid not null,
  role text not null check (role in ('owner', 'operator', 'viewer')),
  primary key (user_id, business_id)
);
create index if not exists seat_business_idx on auth.seat (business_id);
create table if not exists auth.session (
  token_hash bytea primary key,
  user_id uuid not null references auth.account on delete cascade,
  created_at bigint not null,
  expires_at bigint not null
);
create index if not exists session_user_idx on auth.session (user_id);
create table if not exists auth.one_time_token (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('sign-in', 'set-up')),
  expires_at bigint not null
);
create table if not exists auth.answered (
  key_hash bytea primary key,
  body_hash bytea not null,
  status int,
  answer text,
  created_at bigint not null
);
create index if not exists answered_created_idx on auth.answered (created_at);
grant select, insert, update, delete on all tables in schema auth to comptoir_app;
`;
