import type Stripe from "stripe";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { SessionObject } from "./checkout-objects.ts";
import { get, newRig, openSession, postForm, shopKey, textOf } from "./client-rig.ts";
import type { CustomerObject, PaymentMethodObject, SetupIntentObject } from "./kept-objects.ts";
import type {
  BalanceTransactionObject,
  ChargeObject,
  DisputeObject,
  PaymentIntentObject,
  RefundObject,
} from "./objects.ts";

/** The fields of `Ours` must have the official types; fields we leave out are not compared. */
type Shared<Official, Ours> = Pick<Official, Extract<keyof Official, keyof Ours>>;

describe("objects", () => {
  it("have the field types of the official client", () => {
    expectTypeOf<SessionObject>().toExtend<Shared<Stripe.Checkout.Session, SessionObject>>();
    expectTypeOf<PaymentIntentObject>().toExtend<
      Omit<Shared<Stripe.PaymentIntent, PaymentIntentObject>, "last_payment_error">
    >();
    expectTypeOf<CustomerObject>().toExtend<Shared<Stripe.Customer, CustomerObject>>();
    expectTypeOf<PaymentMethodObject>().toExtend<Shared<Stripe.PaymentMethod, PaymentMethodObject>>();
    expectTypeOf<SetupIntentObject>().toExtend<
      Omit<Shared<Stripe.SetupIntent, SetupIntentObject>, "last_setup_error">
    >();
    expectTypeOf<RefundObject>().toExtend<Omit<Shared<Stripe.Refund, RefundObject>, "destination_details">>();
    expectTypeOf<BalanceTransactionObject>().toExtend<Shared<Stripe.BalanceTransaction, BalanceTransactionObject>>();
    expectTypeOf<ChargeObject>().toExtend<Omit<Shared<Stripe.Charge, ChargeObject>, "payment_method_details">>();
    type LooseDispute = "balance_transactions" | "evidence" | "evidence_details" | "payment_method_details";
    expectTypeOf<DisputeObject>().toExtend<Omit<Shared<Stripe.Dispute, DisputeObject>, LooseDispute>>();
  });

  it("leave out no field that the official types call always present", () => {
    type Required<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];
    type Missing<Official, Ours> = Exclude<Required<Official>, keyof Ours>;
    // Not played: branding and payment configuration of a session, and answers of products that are switched off.
    type Unplayed =
      | "allowed_payment_method_types"
      | "managed_payments"
      | "origin_context"
      | "payment_method_configuration_details"
      | "payment_record"
      | "permissions"
      | "wallet_options"
      | "lastResponse";
    expectTypeOf<Exclude<Missing<Stripe.Checkout.Session, SessionObject>, Unplayed>>().toBeNever();
    expectTypeOf<Exclude<Missing<Stripe.PaymentIntent, PaymentIntentObject>, Unplayed>>().toBeNever();
    expectTypeOf<Exclude<Missing<Stripe.Customer, CustomerObject>, Unplayed>>().toBeNever();
    expectTypeOf<Exclude<Missing<Stripe.PaymentMethod, PaymentMethodObject>, Unplayed>>().toBeNever();
    expectTypeOf<Exclude<Missing<Stripe.SetupIntent, SetupIntentObject>, Unplayed>>().toBeNever();
    expectTypeOf<Exclude<Missing<Stripe.Charge, ChargeObject>, Unplayed>>().toBeNever();
    expectTypeOf<Exclude<Missing<Stripe.Refund, RefundObject>, Unplayed>>().toBeNever();
    expectTypeOf<Exclude<Missing<Stripe.Dispute, DisputeObject>, Unplayed>>().toBeNever();
  });
});

describe("the form encoding", () => {
  it("is refused as JSON, and when one name is both a value and a group", async () => {
    const { world } = newRig();
    const headers = { authorization: `Bearer ${shopKey}` };
    const json = await postForm(world, "/v1/refunds", {}, { ...headers, "content-type": "application/json" });
    expect(json.status).toBe(400);
    const body = new TextEncoder().encode("metadata=1&metadata[a]=2");
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const mixed = await world.handle({ method: "POST", path: "/v1/refunds", headers: { ...headers, ...type }, body });
    expect(mixed.status).toBe(400);
  });

  it("keeps hostile names as plain metadata", async () => {
    const { world } = newRig();
    const id = await openSession(world, "17", { "metadata[__proto__x]": "1", "metadata[constructor]": "2" });
    const text = textOf(await get(world, `/v1/checkout/sessions/${id}`, { authorization: `Bearer ${shopKey}` }));
    expect(JSON.parse(text)).toMatchObject({ metadata: { constructor: "2" } });
  });

  it("refuses an expansion that leads nowhere before doing any work", async () => {
    const { world } = newRig();
    await expect(openSession(world, "17", { "expand[]": "moon" })).rejects.toThrow(/cannot be expanded/);
    expect(world.truth().sessions).toEqual([]);
  });
});
