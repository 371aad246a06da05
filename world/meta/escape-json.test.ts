import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapedJson, signatureOf } from "./escape-json.ts";

describe("webhook bytes", () => {
  it("escape what is not ASCII as \\uXXXX in lower case, and slashes", () => {
    const bytes = escapedJson({ text: "Léa 👋 http://a/b" });
    expect(Buffer.from(bytes).toString("latin1")).toBe('{"text":"L\\u00e9a \\ud83d\\udc4b http:\\/\\/a\\/b"}');
  });

  it("are ASCII and mean the same for every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bytes = escapedJson({ text });
        expect(bytes.every((byte) => byte >= 0x20 && byte < 0x7f)).toBe(true);
        expect(JSON.parse(Buffer.from(bytes).toString("utf8"))).toEqual({ text });
      }),
    );
  });

  it("are signed with the app's secret, over exactly these bytes", () => {
    const bytes = escapedJson({ text: "é" });
    expect(signatureOf(bytes, "secret")).toBe(`sha256=${createHmac("sha256", "secret").update(bytes).digest("hex")}`);
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(bytes).toString("utf8"))));
    expect(signatureOf(rewritten, "secret")).not.toBe(signatureOf(bytes, "secret"));
  });
});
