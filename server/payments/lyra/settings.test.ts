import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apiOf, passwordsOf, settings, shopOf } from "./settings.ts";

const shop = { shopId: " 73510264 ", mode: "TEST", password: "testpassword_a" };

describe("a shop's settings", () => {
  it("know the addresses of every brand they offer", () => {
    const addresses = settings.brand.choices.map((brand) => apiOf({ brand }));
    expect(new Set(addresses).size).toBe(settings.brand.choices.length);
    for (const address of addresses) expect(address).toMatch(/^https:\/\/[a-z.-]+$/);
  });

  it("are explained brand by brand", () => {
    const setUp = readFileSync(join(import.meta.dirname, "SETUP.md"), "utf8");
    expect(settings.brand.choices.filter((brand) => !setUp.includes(`\`${brand}\``))).toEqual([]);
    expect(Object.keys(settings).filter((name) => !setUp.includes(name))).toEqual([]);
  });

  it("take an address of their own before the brand's", () => {
    expect(apiOf({ brand: "systempay", apiUrl: "http://127.0.0.1:4996/" })).toBe("http://127.0.0.1:4996");
    expect(apiOf({ brand: "sogecommerce" })).toBe("https://api-sogecommerce.societegenerale.eu");
    expect(apiOf({})).toBe("https://api.payzen.eu");
  });

  it("name the shop, its mode and the password that logs in", () => {
    expect(shopOf(shop)).toEqual({ shopId: "73510264", mode: "TEST", password: "testpassword_a" });
    expect(passwordsOf({ password: " testpassword_new testpassword_old\n" })).toEqual([
      "testpassword_new",
      "testpassword_old",
    ]);
  });

  it.each([
    ["no shop", { shopId: " " }, /shop identifier/],
    ["no password", { password: " " }, /password/],
    ["no mode", { mode: "test" }, /TEST nor PRODUCTION/],
    ["keys of the other mode", { password: "prodpassword_a" }, /not one of the mode TEST/],
    ["keys of the other mode", { mode: "PRODUCTION" }, /not one of the mode PRODUCTION/],
  ])("are refused with %s", (_, change, why) => {
    const found = shopOf({ ...shop, ...change });
    expect("lacking" in found ? found.lacking : "").toMatch(why);
  });
});
