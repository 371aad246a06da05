/** Payments by a code or lines to copy, and money that the merchant or a statement confirms. */
export const codeTables = `
alter table "payment" add column if not exists "shows" jsonb;
alter table "payment" add column if not exists "by_hand_at" bigint;
alter table "payment" add column if not exists "by_hand_of" text collate "C";
alter table "payment" add column if not exists "said_paid_at" bigint;
alter table "payment_fact" drop constraint if exists "payment_fact_via_check";
alter table "payment_fact" add constraint "payment_fact_via_check"
  check ("via" in ('webhook', 'look-up', 'call', 'statement', 'by-hand'));
`;
