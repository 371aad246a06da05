import { describe } from "vitest";
import { amountOf, byHandContract } from "../../../tests/contracts/payment-by-hand.contract.ts";
import { provider } from "./provider.ts";

describe("cash", () => {
  byHandContract({ name: "cash", provider, settings: {}, takes: [amountOf(4_990, "EUR"), amountOf(500, "JPY")] });
});
