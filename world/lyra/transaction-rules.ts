import type { Asked, Rule } from "./calls.ts";
import { textAt } from "./json.ts";
import { type Fields, hexId } from "./parameters.ts";
import type { Transaction } from "./state.ts";

/** The transaction a call is about. */
export const uuidField: Fields = { uuid: { is: "text", code: "INT_001", like: hexId, required: "INT_001" } };

/** The first rule of every call about a transaction. */
export const exists: Rule = {
  name: "the transaction exists",
  code: "PSP_010",
  broken: ({ shop, asked }) =>
    shop.transactions.has(textAt(asked, "uuid") ?? "") ? null : `No such transaction in ${shop.mode} mode`,
};

/** The transaction of a call. {@link exists} has made sure that there is one. */
export function transactionOf({ shop, asked }: Asked): Transaction {
  const transaction = shop.transactions.get(textAt(asked, "uuid") ?? "");
  if (transaction === undefined) throw new Error("a call ran on a transaction that does not exist");
  return transaction;
}
