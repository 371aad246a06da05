import { describe, expect, it } from "vitest";
import { instant } from "#domain/instant";
import { createMemoryStore } from "#storage/memory/memory-store";
import { createUuidIds } from "../../ports/uuid-ids.ts";
import { type ApplyPorts, applyShop, readShopRows } from "./apply-shop.ts";
import { exportShop } from "./export-shop.ts";
import { readShopFile } from "./read-shop-file.ts";

const plugs = { channels: {}, rails: {} };
const file = (country: string, invoicing: string): string =>
  `shop: { id: shop, name: Shop, country: ${country}, currency: EUR, languages: [fr], timeZone: Europe/Paris }
invoicing: ${invoicing}
`;
const french =
  '{ legalName: Rose SARL, address: "1 rue X, 69001 Lyon", siret: "732 829 320 00074", vatId: FR 44 732829320 }';
const problem = (country: string, invoicing: string): string => {
  try {
    readShopFile(file(country, invoicing), "shop.yaml", plugs);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
};
const some = (more: string): string => `{ legalName: Rose, address: "1 rue X, 69001 Lyon", ${more} }`;

describe("who sells, in a shop file", () => {
  it.each([
    ["FR", french, ""],
    ["FR", some('siren: "732829320", vatRegime: exempt'), ""],
    ["FR", some("vatRegime: exempt"), "invoicing.siret is needed in France (or siren): it stands on every invoice"],
    ["FR", some('siret: "73282932000075"'), "invoicing.siret must be the fourteen figures of a SIRET"],
    [
      "FR",
      some('siret: "73282932000074"'),
      "invoicing.vatId is needed by who charges VAT; for who does not, say vatRegime",
    ],
    ["FR", some('siret: "73282932000074", vatId: FR83404833048'), "invoicing.vatId is another company's"],
    ["IT", some('partitaIva: "12345678903"'), ""],
    ["IT", some("codiceFiscale: RSSMRA85T10A562S"), "invoicing.partitaIva is needed in Italy"],
    ["IT", some('partitaIva: "12345678904"'), "the eleven figures of a partita IVA"],
    ["DE", some("vatId: DE123456789"), ""],
    ["DE", some("vatId: US123"), "must be a VAT number with its country"],
    ["FR", some("vatregime: exempt"), "vatregime is not known in invoicing; did you mean vatRegime?"],
    ["FR", "{ legalName: Rose }", "invoicing.address is missing"],
  ])("in %s, %s: %s", (country, invoicing, wanted) => {
    const said = problem(country, invoicing);
    if (wanted === "") expect(said).toBe("");
    else expect(said).toContain(wanted);
  });

  it("is kept with its numbers in one form, and comes back as it was by export", async () => {
    const store = createMemoryStore();
    const ports: ApplyPorts = {
      store,
      clock: { now: () => instant(1) },
      ids: createUuidIds(),
      seal: (plain) => plain,
      reveal: (written) => written,
      plugs,
    };
    const apply = (text: string) =>
      applyShop(ports, readShopFile(text, "shop.yaml", plugs), { setStock: false, prune: false, planOnly: false });
    await apply(file("FR", french));
    const [entry] = await store.installation.businesses();
    const rows = await store.tx(entry?.businessId ?? "", readShopRows);
    expect(rows.profile?.settings["invoicing"]).toEqual({
      legalName: "Rose SARL",
      address: "1 rue X, 69001 Lyon",
      siret: "73282932000074",
      vatId: "FR44732829320",
      vatRegime: "normal",
      always: false,
      mentions: [],
    });
    const again = await apply(exportShop(rows) ?? "");
    expect(again.plan.changes.map(({ change }) => change)).toEqual(["unchanged"]);
  });
});
