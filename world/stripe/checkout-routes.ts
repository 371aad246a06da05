import { noSuch } from "./failure.ts";
import { createdFields, pageFields, pageOf } from "./lists.ts";
import { type Fields, groupAt, metadataAt, textAt } from "./parameters.ts";
import type { Route } from "./routes.ts";
import { sessionFieldsOf } from "./session-request.ts";
import { createSession, expireAllDue, expireSession, expireWhenDue, sessionNamed } from "./sessions.ts";

const expandOnly: Fields = { expand: { is: "list", of: { is: "text" }, max: 20 } };

/** `/v1/checkout/sessions` and what is below. */
export const checkoutRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/checkout/sessions",
    gives: "checkout.session",
    fields: sessionFieldsOf,
    run: (cause, asked) => createSession(cause, asked),
  },
  {
    method: "GET",
    path: "/v1/checkout/sessions",
    gives: "checkout.session",
    isList: true,
    fields: {
      ...pageFields,
      ...createdFields,
      customer_details: { is: "group", fields: { email: { is: "text", required: true } } },
      payment_intent: { is: "text" },
      status: { is: "text", oneOf: ["complete", "expired", "open"] },
      customer: { is: "text" },
      customer_account: { is: "unplayed" },
      payment_link: { is: "unplayed" },
      subscription: { is: "unplayed" },
    },
    run: (cause, asked) => {
      expireAllDue(cause);
      const intent = textAt(asked, "payment_intent");
      const status = textAt(asked, "status");
      const customer = textAt(asked, "customer");
      const email = textAt(asked, "customer_details", "email");
      const found = [...cause.account.sessions.values()]
        .map(({ session }) => session)
        .filter((session) => intent === null || session.payment_intent === intent)
        .filter((session) => customer === null || session.customer === customer)
        .filter((session) => status === null || session.status === status)
        .filter((session) => email === null || session.customer_details?.email === email);
      return pageOf(asked, found, "/v1/checkout/sessions");
    },
  },
  {
    method: "GET",
    path: "/v1/checkout/sessions/:id",
    gives: "checkout.session",
    fields: expandOnly,
    run: (cause, _asked, id) => {
      expireWhenDue(cause, id);
      return sessionNamed(cause.account, id).session;
    },
  },
  {
    method: "POST",
    path: "/v1/checkout/sessions/:id",
    gives: "checkout.session",
    fields: {
      ...expandOnly,
      metadata: { is: "metadata" },
      automatic_tax: { is: "unplayed" },
      collected_information: { is: "unplayed" },
      line_items: { is: "unplayed" },
      shipping_options: { is: "unplayed" },
    },
    run: (cause, asked, id) => {
      const { session } = sessionNamed(cause.account, id);
      for (const [key, value] of groupAt(asked, "metadata")) if (value === "") delete session.metadata[key];
      Object.assign(session.metadata, metadataAt(asked, "metadata"));
      return session;
    },
  },
  {
    method: "POST",
    path: "/v1/checkout/sessions/:id/expire",
    gives: "checkout.session",
    fields: expandOnly,
    run: (cause, _asked, id) => {
      expireWhenDue(cause, id);
      return expireSession(cause, id);
    },
  },
  {
    method: "GET",
    path: "/v1/checkout/sessions/:id/line_items",
    gives: "item",
    isList: true,
    fields: pageFields,
    run: (cause, asked, id) => {
      const record = cause.account.sessions.get(id);
      if (record === undefined) throw noSuch("checkout.session", id, "session");
      // Lines come in the order of the cart, unlike other lists.
      return pageOf(asked, [...record.lines].reverse(), `/v1/checkout/sessions/${id}/line_items`);
    },
  },
];
