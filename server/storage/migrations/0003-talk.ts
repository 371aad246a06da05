/** People, threads, messages, files and notices. */
export const talkTables = `
create table if not exists "person" (
  business_id uuid not null,
  "person_id" uuid not null,
  "name" text collate "C",
  "email" text collate "C",
  "phone" text collate "C",
  "language" text collate "C",
  "marketing" text collate "C" not null,
  "created_at" bigint not null,
  "changed_at" bigint not null,
  constraint "person_pkey" primary key (business_id, "person_id"),
  constraint "person_marketing_check" check ("marketing" in ('unknown', 'yes', 'stopped'))
);
create index if not exists "person_phone_idx" on "person" (business_id, phone) where phone is not null;
create index if not exists "person_email_idx" on "person" (business_id, email) where email is not null;

create table if not exists "identity" (
  business_id uuid not null,
  "kind" text collate "C" not null,
  "value" text collate "C" not null,
  "person_id" uuid not null,
  "created_at" bigint not null,
  constraint "identity_pkey" primary key (business_id, "kind", "value")
);
create index if not exists "identity_person_idx" on "identity" (business_id, person_id);

create table if not exists "thread" (
  business_id uuid not null,
  "thread_id" uuid not null,
  "channel_id" text collate "C" not null,
  "person_id" uuid not null,
  "address" jsonb not null,
  "owner" text collate "C" not null,
  "owner_user" text collate "C",
  "handover_reason" text collate "C",
  "journey" text collate "C",
  "journey_state" jsonb,
  "order_id" uuid,
  "language" text collate "C" not null,
  "misses" int not null,
  "last_inbound_at" bigint,
  "last_message_at" bigint not null,
  "preview" text collate "C" not null,
  "unread" int not null,
  "seq" int not null,
  "changed_at" bigint not null,
  "created_at" bigint not null,
  constraint "thread_pkey" primary key (business_id, "thread_id"),
  constraint "thread_channel_id_person_id_key" unique (business_id, "channel_id", "person_id"),
  constraint "thread_owner_check" check ("owner" in ('bot', 'human'))
)
with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index if not exists "thread_last_message_idx" on "thread" (business_id, last_message_at, thread_id);
create index if not exists "thread_order_idx" on "thread" (business_id, order_id) where order_id is not null;

create table if not exists "message" (
  business_id uuid not null,
  "message_id" uuid not null,
  "thread_id" uuid not null,
  "channel_id" text collate "C" not null,
  "seq" int not null,
  "direction" text collate "C" not null,
  "author" text collate "C" not null,
  "author_user" text collate "C",
  "content" jsonb not null,
  "provider_id" text collate "C",
  "reply_to" text collate "C",
  "at" bigint not null,
  "status" text collate "C" not null,
  "status_rank" int not null,
  "send_state" text collate "C" not null,
  "unsent" boolean not null,
  "send_after" bigint not null,
  "attempts" int not null,
  "valid_until" bigint not null,
  "node" text collate "C",
  "maybe_twice" boolean not null,
  "error" jsonb,
  "pricing" jsonb,
  constraint "message_pkey" primary key (business_id, "message_id"),
  constraint "message_direction_check" check ("direction" in ('in', 'out')),
  constraint "message_status_check" check (
    "status" in ('none', 'queued', 'sending', 'sent', 'delivered', 'read', 'played', 'failed')),
  constraint "message_send_state_check" check (
    "send_state" in ('none', 'queued', 'sending', 'doubt', 'done', 'failed')),
  constraint "message_unsent_send_state_check" check ("unsent" = ("send_state" in ('queued', 'sending', 'doubt')))
)
with (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create unique index if not exists "message_channel_id_provider_id_direction_key" on "message"
  (business_id, "channel_id", "provider_id", "direction") where "provider_id" is not null;
create index if not exists "message_thread_idx" on "message" (business_id, thread_id, seq);
create index if not exists "message_unsent_idx" on "message" (business_id, channel_id, message_id) where unsent;
create index if not exists "message_unsent_thread_idx" on "message" (business_id, thread_id, seq) where unsent;

create table if not exists "file" (
  business_id uuid not null,
  "file_id" uuid not null,
  "name" text collate "C" not null,
  "mime_type" text collate "C" not null,
  "size" int not null,
  "sha256" text collate "C" not null,
  "bytes" bytea not null,
  "from_thread" uuid,
  "created_at" bigint not null,
  constraint "file_pkey" primary key (business_id, "file_id")
);
create index if not exists "file_thread_idx" on "file" (business_id, from_thread) where from_thread is not null;

create table if not exists "upload" (
  business_id uuid not null,
  "channel_id" text collate "C" not null,
  "file_key" text collate "C" not null,
  "media_id" text collate "C" not null,
  "uploaded_at" bigint not null,
  constraint "upload_pkey" primary key (business_id, "channel_id", "file_key")
);

create table if not exists "notice" (
  business_id uuid not null,
  "notice_id" uuid not null,
  "about" text collate "C" not null,
  "severity" text collate "C" not null,
  "text" text collate "C" not null,
  "values" jsonb not null,
  "thread_id" uuid,
  "order_id" uuid,
  "state" text collate "C" not null,
  "created_at" bigint not null,
  constraint "notice_pkey" primary key (business_id, "notice_id"),
  constraint "notice_severity_check" check ("severity" in ('note', 'warning', 'alarm')),
  constraint "notice_state_check" check ("state" in ('open', 'done'))
);
create index if not exists "notice_open_idx" on "notice" (business_id, created_at) where state = 'open';
`;

/** The wall between businesses, and what the server may do; append-only tables have no right to change or remove. */
export const talkWalls = `
do $$
declare
  name text;
begin
  foreach name in array array['person', 'identity', 'thread', 'message', 'file', 'upload', 'notice']
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
  foreach name in array array['person', 'identity', 'thread', 'message', 'file', 'upload', 'notice']
  loop
    execute format('grant update, delete on %I to comptoir_app', name);
  end loop;
end
$$;
`;
