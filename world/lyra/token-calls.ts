import type { ApiCall, Asked, Rule } from "./calls.ts";
import { textAt } from "./json.ts";
import { tokenObject } from "./objects.ts";
import { type Fields, hexId } from "./parameters.ts";
import type { Token } from "./state.ts";

const fields: Fields = {
  paymentMethodToken: { is: "text", code: "INT_030", like: hexId, required: "INT_030" },
};

function found({ shop, asked }: Asked): Token | undefined {
  return shop.tokens.get(textAt(asked, "paymentMethodToken") ?? "");
}

const exists: Rule = {
  name: "the token exists",
  code: "PSP_030",
  broken: (call) => (found(call) === undefined ? "No such token in this shop" : null),
};

const isAlive: Rule = {
  name: "the token is not cancelled",
  code: "PSP_031",
  broken: (call) => ((found(call)?.cancelledMs ?? null) === null ? null : "The token is cancelled"),
};

/** The token of a call. A rule before has made sure that it exists. */
function tokenOf(call: Asked): Token {
  const token = found(call);
  if (token === undefined) throw new Error("a call ran on a token that does not exist");
  return token;
}

/** `Token/Get` and `Token/Cancel`. A cancelled token can still be looked at. */
export const tokenCalls: readonly ApiCall[] = [
  { name: "Token/Get", fields, rules: [exists], run: (call) => tokenObject(tokenOf(call)) },
  {
    name: "Token/Cancel",
    fields,
    rules: [exists, isAlive],
    run: (call) => {
      tokenOf(call).cancelledMs = call.state.ports.now();
      return { responseCode: 0, _type: "V4/Common/ResponseCodeAnswer" };
    },
  },
];
