import { expect, it } from "vitest";
import { done, euros, requestOf } from "../../../tests/contracts/payment-opponent.ts";
import { stripeAccount, stripeOpponent } from "../../../tests/contracts/stripe-opponent.ts";
import { provider } from "./provider.ts";

it("asks for address and phone on the page when the link is to collect them, and only then", async () => {
  const asked: string[] = [];
  const opponent = stripeOpponent();
  const http: typeof opponent.http = (request) => {
    asked.push(decodeURIComponent(String(request.body)));
    return opponent.http(request);
  };
  done(await provider.createLink({ ...requestOf(opponent, euros(100)), collectDetails: true }, stripeAccount, http));
  expect(asked.at(-1)).toMatch(/billing_address_collection=required.*phone_number_collection\[enabled\]=true/);
  const other = stripeOpponent();
  asked.length = 0;
  const plain: typeof other.http = (request) => {
    asked.push(decodeURIComponent(String(request.body)));
    return other.http(request);
  };
  done(await provider.createLink(requestOf(other, euros(100)), stripeAccount, plain));
  expect(asked.join()).not.toContain("collection");
});

it("knows test keys from live ones, and takes a key that does not say for a live one", () => {
  expect(provider.isTest?.({ secretKey: "sk_test_1" })).toBe(true);
  expect(provider.isTest?.({ secretKey: "rk_live_1" })).toBe(false);
  expect(provider.isTest?.({ secretKey: "something" })).toBe(false);
});
