import { cardOfMethod } from "./cards.ts";
import { changeCustomer, createCustomer, customerFields, customerNamed } from "./customers.ts";
import { noSuch } from "./failure.ts";
import { createdFields, pageFields, pageOf } from "./lists.ts";
import { attach, detach, methodNamed, newMethod } from "./methods.ts";
import { type Fields, textAt } from "./parameters.ts";
import { testPayer } from "./payment-intents.ts";
import type { Route } from "./routes.ts";
import { found, searchFields } from "./searches.ts";
import type { AccountState } from "./state.ts";

const expandOnly: Fields = { expand: { is: "list", of: { is: "text" }, max: 20 } };

const customerCalls: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/customers",
    gives: "customer",
    fields: customerFields,
    run: (cause, asked) => createCustomer(cause, asked),
  },
  {
    method: "GET",
    path: "/v1/customers",
    gives: "customer",
    isList: true,
    fields: { ...pageFields, ...createdFields, email: { is: "text" }, test_clock: { is: "unplayed" } },
    run: ({ account }, asked) => {
      const email = textAt(asked, "email");
      const all = [...account.customers.values()].filter((customer) => email === null || customer.email === email);
      return pageOf(asked, all, "/v1/customers");
    },
  },
  {
    method: "GET",
    path: "/v1/customers/search",
    gives: "customer",
    isList: true,
    fields: searchFields,
    run: ({ state, account }, asked) => found(state, asked, [...account.customers.values()], "/v1/customers/search"),
  },
  {
    method: "GET",
    path: "/v1/customers/:id",
    gives: "customer",
    fields: expandOnly,
    run: ({ account }, _asked, id) => customerNamed(account, id, "id"),
  },
  {
    method: "POST",
    path: "/v1/customers/:id",
    gives: "customer",
    fields: customerFields,
    run: changeCustomer,
  },
  {
    method: "GET",
    path: "/v1/customers/:id/payment_methods",
    gives: "payment_method",
    isList: true,
    fields: { ...pageFields, type: { is: "text" }, allow_redisplay: { is: "text" } },
    run: ({ account }, asked, id) => {
      customerNamed(account, id);
      const redisplay = textAt(asked, "allow_redisplay");
      const kept = methodsOf(account, id, textAt(asked, "type"));
      const shown = kept.filter(({ allow_redisplay }) => redisplay === null || allow_redisplay === redisplay);
      return pageOf(asked, shown, `/v1/customers/${id}/payment_methods`);
    },
  },
];

/** What a customer keeps; this world knows cards only. */
function methodsOf(account: AccountState, customer: string | null, type: string | null) {
  const all = [...account.methods.values()].map(({ method }) => method);
  return type === null || type === "card" ? all.filter((method) => method.customer === customer) : [];
}

const methodCalls: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/payment_methods",
    gives: "payment_method",
    isList: true,
    fields: { ...pageFields, customer: { is: "text", required: true }, type: { is: "text" } },
    run: ({ account }, asked) => {
      const customer = textAt(asked, "customer") ?? "";
      customerNamed(account, customer);
      return pageOf(asked, methodsOf(account, customer, textAt(asked, "type")), "/v1/payment_methods");
    },
  },
  {
    method: "GET",
    path: "/v1/payment_methods/:id",
    gives: "payment_method",
    fields: expandOnly,
    run: ({ account }, _asked, id) => methodNamed(account, id).method,
  },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/attach",
    gives: "payment_method",
    fields: { ...expandOnly, customer: { is: "text", required: true } },
    run: (cause, asked, id) => {
      const { id: customer } = customerNamed(cause.account, textAt(asked, "customer") ?? "");
      const card = cardOfMethod(id);
      if (card === null) throw noSuch("PaymentMethod", id, "payment_method");
      const record = newMethod(cause, card, testPayer);
      attach(cause, record, customer, { redisplay: "limited", isSetUp: false });
      return record.method;
    },
  },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/detach",
    gives: "payment_method",
    fields: expandOnly,
    run: (cause, _asked, id) => detach(cause, id),
  },
];

const setupCalls: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/setup_intents",
    gives: "setup_intent",
    isList: true,
    fields: { ...pageFields, ...createdFields, customer: { is: "text" }, payment_method: { is: "text" } },
    run: ({ account }, asked) => {
      const customer = textAt(asked, "customer");
      const method = textAt(asked, "payment_method");
      const setups = [...account.setups.values()]
        .map(({ setup }) => setup)
        .filter((setup) => customer === null || setup.customer === customer)
        .filter((setup) => method === null || setup.payment_method === method);
      return pageOf(asked, setups, "/v1/setup_intents");
    },
  },
  {
    method: "GET",
    path: "/v1/setup_intents/:id",
    gives: "setup_intent",
    fields: { ...expandOnly, client_secret: { is: "text" } },
    run: ({ account }, _asked, id) => {
      const record = account.setups.get(id);
      if (record === undefined) throw noSuch("setupintent", id, "intent");
      return record.setup;
    },
  },
];

/** Customers, the cards they keep, and registrations. */
export const customerRoutes: readonly Route[] = [...customerCalls, ...methodCalls, ...setupCalls];
