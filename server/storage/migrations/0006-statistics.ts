/**
 * What the planner must know of a table before it has seen rows of it. Without statistics it takes "of this business"
 * for a rare thing and a key for a common one, and reads everything a business has where a key would do. PostgreSQL 18
 * can be told at once; older ones learn it when autovacuum first looks, within a minute. What `analyze` finds replaces
 * all of it but this: one business may hold every row of a table.
 */
export const firstStatistics = `
do $$
declare
  place record;
  told record;
begin
  for place in
    select class.oid::regclass as name, class.relname
    from pg_attribute as attribute
    join pg_class as class on class.oid = attribute.attrelid and class.relkind in ('r', 'p')
    where attribute.attname = 'business_id' and class.relrowsecurity
      and class.relnamespace = current_schema()::regnamespace
  loop
    execute format('alter table %s alter column business_id set (n_distinct = 1)', place.name);
  end loop;
  if current_setting('server_version_num')::int < 180000 then
    return;
  end if;
  -- Distinct values: above 0 their number, below 0 their share of the rows.
  for told in
    select relname, attname, apart::real, common, shares::real[]
    from (
      select class.relname::text, 'business_id', 1, null, null
      from pg_class as class
      where class.relrowsecurity and class.relnamespace = current_schema()::regnamespace
      union all
      values
        ('person', 'person_id', -1, null, null),
        ('identity', 'value', -1, null, null),
        ('identity', 'person_id', -0.5, null, null),
        ('thread', 'thread_id', -1, null, null),
        ('thread', 'person_id', -1, null, null),
        ('message', 'message_id', -1, null, null),
        ('message', 'provider_id', -1, null, null),
        ('message', 'thread_id', -0.1, null, null),
        ('message', 'unsent', 2, '{f,t}', '{0.999,0.001}'),
        ('message', 'send_state', 4, '{none,done,sending,queued}', '{0.5,0.499,0.0005,0.0005}'),
        ('file', 'file_id', -1, null, null),
        ('notice', 'notice_id', -1, null, null),
        ('order', 'order_id', -1, null, null),
        ('order', 'number', -1, null, null),
        ('order', 'thread_id', -0.5, null, null),
        ('order', 'person_id', -0.5, null, null),
        ('payment', 'payment_id', -1, null, null),
        ('payment', 'order_id', -0.8, null, null),
        ('payment', 'thread_id', -0.5, null, null),
        ('payment', 'provider_ref', -1, null, null),
        ('payment', 'final', 2, '{t,f}', '{0.99,0.01}'),
        ('payment_fact', 'fact_id', -1, null, null),
        ('payment_fact', 'payment_id', -0.5, null, null),
        ('capture', 'capture_id', -1, null, null),
        ('capture', 'payment_id', -1, null, null),
        ('capture', 'order_id', -1, null, null),
        ('refund', 'refund_id', -1, null, null),
        ('refund', 'capture_id', -0.8, null, null),
        ('refund', 'order_id', -0.8, null, null),
        ('journal', 'entry_key', -0.4, null, null),
        ('journal', 'order_id', -0.2, null, null),
        ('document', 'document_id', -1, null, null),
        ('document', 'order_id', -1, null, null),
        ('raw_webhook', 'body_hash', -1, null, null),
        ('inbox', 'event_id', -1, null, null),
        ('inbox', 'inbox_id', -1, null, null),
        ('inbox', 'state', 2, '{done,open}', '{0.999,0.001}'),
        ('task', 'task_id', -1, null, null),
        ('task', 'subject_id', -0.5, null, null),
        ('task', 'state', 2, '{done,queued}', '{0.99,0.01}'),
        ('timer', 'thread_id', -0.8, null, null)
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
