import { emit } from "./events.ts";
import { invalidRequest, noSuch } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import type { CustomerObject } from "./kept-objects.ts";
import { type Fields, groupAt, metadataAt, textAt } from "./parameters.ts";
import { isEmail } from "./session-request.ts";
import { type AccountState, type Cause, newId, seconds } from "./state.ts";

const unplayedNames =
  "address balance business_name cash_balance coupon individual_name invoice_prefix invoice_settings " +
  "next_invoice_sequence payment_method phone preferred_locales promotion_code shipping source tax tax_exempt " +
  "tax_id_data test_clock validate";

/** The parameters of a new customer, and of a change to one. */
export const customerFields: Fields = {
  ...Object.fromEntries(unplayedNames.split(" ").map((name) => [name, { is: "unplayed" } as const])),
  description: { is: "text" },
  email: { is: "text", max: 512 },
  expand: { is: "list", of: { is: "text" }, max: 20 },
  metadata: { is: "metadata" },
  name: { is: "text", max: 256 },
};

/** The customer of an id. Throws a 404 `ApiFailure`. */
export function customerNamed(account: AccountState, id: string, param = "customer"): CustomerObject {
  const customer = account.customers.get(id);
  if (customer === undefined) throw noSuch("customer", id, param);
  return customer;
}

/** Makes a customer. Throws a 400 `ApiFailure` on a malformed e-mail address. */
export function createCustomer(cause: Cause, asked: ParameterTree): CustomerObject {
  const { state, account } = cause;
  checkEmail(asked);
  const customer: CustomerObject = {
    id: newId(state, "cus_", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: seconds(state),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: textAt(asked, "description"),
    discount: null,
    email: textAt(asked, "email"),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: metadataAt(asked, "metadata"),
    name: textAt(asked, "name"),
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  account.customers.set(customer.id, customer);
  emit(cause, "customer.created", customer);
  return customer;
}

/** Changes a customer through the API. Throws `ApiFailure`. */
export function changeCustomer(cause: Cause, asked: ParameterTree, id: string): CustomerObject {
  checkEmail(asked);
  const customer = customerNamed(cause.account, id, "id");
  const previous = { email: customer.email };
  customer.email = textAt(asked, "email") ?? customer.email;
  customer.name = textAt(asked, "name") ?? customer.name;
  customer.description = textAt(asked, "description") ?? customer.description;
  for (const [key, value] of groupAt(asked, "metadata")) if (value === "") delete customer.metadata[key];
  Object.assign(customer.metadata, metadataAt(asked, "metadata"));
  emit(cause, "customer.updated", customer, previous);
  return customer;
}

/** Checkout notes the address typed on the page where the customer had none. */
export function learnEmail(cause: Cause, id: string | null, email: string | null): void {
  const customer = id === null ? undefined : cause.account.customers.get(id);
  if (customer === undefined || customer.email !== null || email === null) return;
  customer.email = email;
  emit(cause, "customer.updated", customer, { email: null });
}

function checkEmail(asked: ParameterTree): void {
  const email = textAt(asked, "email");
  if (email === null || isEmail(email)) return;
  throw invalidRequest(`Invalid email address: ${email}`, { code: "email_invalid", param: "email" });
}
