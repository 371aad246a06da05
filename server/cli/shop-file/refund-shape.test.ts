import { describe, expect, it } from "vitest";
import { plugForms } from "../../plugs.ts";
import { desiredRows } from "./desired-rows.ts";
import { exportShop } from "./export-shop.ts";
import { BadShopFile, readShopFile } from "./read-shop-file.ts";

const bench = `shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr, en], timeZone: Europe/Paris }
merchants:
  - { name: Rose, phone: "+33 6 00 00 00 01" }
`;
const read = (text: string) => readShopFile(`${bench}${text}`, "shop.yaml", plugForms);
const wrong = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof BadShopFile) return error.message;
    throw error;
  }
  return "";
};

describe("rules about refunds in the shop file", () => {
  const rules = `settings: { templates: { refund: refund_news } }
refunds:
  secondPersonAbove: "100"
  autoApproveUpTo: "5.50"
  photoFor: [damaged, wrong-item]
  desks:
    - { name: Workshop, reasons: [damaged], above: "50", merchant: "+33600000001" }
    - { name: Counter }
`;
  it("are kept in minor units and come back as they were written", () => {
    const { profile } = desiredRows(read(rules));
    expect(profile.settings["refunds"]).toEqual({
      secondPersonAboveMinor: 10_000,
      autoApproveUpToMinor: 550,
      photoFor: ["damaged", "wrong-item"],
      desks: [{ name: "Workshop", causes: ["damaged"], aboveMinor: 5_000, phone: "33600000001" }, { name: "Counter" }],
    });
    expect(profile.settings["templates"]).toEqual({ refund: "refund_news" });
    const rows = { profile: { ...profile, changed_at: 1 }, channels: [], rails: [], products: [], answers: [] };
    const again = desiredRows(readShopFile(exportShop(rows) ?? "", "shop.yaml", plugForms));
    expect(again.profile.settings["refunds"]).toEqual(profile.settings["refunds"]);
  });
  it("are refused with what to write instead", () => {
    expect(wrong('refunds: { secondPersonAbove: "many" }')).toContain("refunds.secondPersonAbove must be a decimal");
    expect(wrong("refunds: { photoFor: [broken] }")).toContain("refunds.photoFor");
    expect(wrong('refunds: { desks: [{ name: A, merchant: "+33699999999" }] }')).toContain(
      "is none of the phones under merchants",
    );
  });
});
