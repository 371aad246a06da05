/** Payments made in a chat: whether the order is shown there, or why a link was sent. */
export const chatPaymentColumns = `
alter table "payment" add column if not exists "chat" jsonb;
`;
