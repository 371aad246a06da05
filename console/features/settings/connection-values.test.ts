import { describe, expect, it } from "vitest";
import type { Connection, Plug } from "#api/settings";
import { draftOf, lacks, valuesOf } from "./connection-values.ts";

const plug: Plug = {
  plug: "rail",
  kind: "stripe",
  setup: "",
  form: {
    secretKey: { label: "Secret key", kind: "secret", required: true },
    apiUrl: { label: "API", kind: "url", required: false, standard: "https://api.example" },
  },
};
const card: Connection = {
  id: "card",
  plug: "rail",
  kind: "stripe",
  name: "Card",
  state: "on",
  pausedUntil: null,
  pauseReason: null,
  webhookUrl: "",
  values: { secretKey: { secret: true, set: true, reference: null }, apiUrl: { secret: false, value: "https://a" } },
  changedAt: "2026-11-24T10:00:00Z",
};

describe("a connection's form", () => {
  it("never shows a secret and never sends an untouched one", () => {
    const values = valuesOf(plug, card);
    expect(values.values).toEqual({ secretKey: "", apiUrl: "https://a" });
    expect(draftOf(plug, values).values).toEqual({ apiUrl: "https://a" });
    expect(lacks(plug, card, "secretKey", "")).toBe(false);
  });
  it("begins a new one with the standard values and asks for what is required", () => {
    expect(valuesOf(plug, undefined).values).toEqual({ secretKey: "", apiUrl: "https://api.example" });
    expect(lacks(plug, undefined, "secretKey", " ")).toBe(true);
  });
});
