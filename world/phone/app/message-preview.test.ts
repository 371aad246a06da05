import { describe, expect, it } from "vitest";
import type { PhoneMessage } from "../api.ts";
import { previewOf } from "./message-preview.ts";
import type { Texts } from "./texts.ts";

const texts = { say: (id) => id } as Texts;
const preview = (type: string, content: PhoneMessage["content"], change: Partial<PhoneMessage> = {}): string =>
  previewOf({ id: "a", from: "business", type, content, at: 1, status: "sent", reactions: {}, ...change }, texts);

describe("a message in one line", () => {
  it("is its words without marks and line breaks", () => {
    expect(preview("text", { body: "1 × Ring\n*Total 49.90*, _soon_ 2 * 3 * 4" })).toBe(
      "1 × Ring Total 49.90, soon 2 * 3 * 4",
    );
    expect(preview("interactive", { type: "button_reply", button_reply: { id: "x", title: "Pay" } })).toBe("Pay");
  });

  it("names what has no words", () => {
    expect(preview("image", {})).toBe("📷 kindPhoto");
    expect(preview("document", { filename: "receipt.pdf" })).toBe("📄 receipt.pdf");
    expect(preview("hologram", {})).toBe("kindUnsupported");
  });

  it("does not show what was taken back", () => {
    expect(preview("text", { body: "secret" }, { revokedAt: 2 })).toBe("deleted");
  });
});
