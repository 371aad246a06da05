import { afterEach, beforeEach, expect, it } from "vitest";
import { paperRail } from "./paper.ts";
import { merchants } from "./paper-shop.ts";
import type { Sent } from "./paper-world.ts";
import { openShop } from "./rig.ts";

const { rose } = merchants;
const lea = "33612345678";
const bodies = (sent: readonly Sent[]): string => sent.map(({ message }) => String(message["body"] ?? "")).join("\n");
const { capabilities } = paperRail;

let shop: Awaited<ReturnType<typeof openShop>>;
/** What the provider was asked for. */
let links: string[];
const say = (text: string) => shop.say(text, rose, "Rose");
const confirm = () => shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");

beforeEach(async () => {
  links = [];
  shop = await openShop();
  shop.outside((request, behave) => {
    if (request.url === "paper:link") links.push(String(request.body));
    return behave(request);
  });
  await shop.say("bonjour", lea);
});
afterEach(() => void Object.assign(paperRail, { isTest: undefined, capabilities }));

it("TEST is refused where a payment method takes real money, with the reason, and nothing is made", async () => {
  expect(bodies(await say("10 EUR lea TEST"))).toContain("ici l’argent est réel");
  expect(bodies(await say("lea REGISTER lea@example.com TEST"))).toContain("ici l’argent est réel");
  expect(await shop.rows("order")).toEqual([]);
});

it("TEST works where every payment method has test keys, and stands in echo, link, receipt and books", async () => {
  Object.assign(paperRail, { isTest: () => true });
  expect(bodies(await say("10 EUR lea TEST ORDER=A-7"))).toMatch(/TEST : .*aucun argent réel/);
  await confirm();
  const [order] = await shop.rows("order");
  expect(order).toMatchObject({ terms: { test: true } });
  expect(order?.lines[0]?.name).toMatchObject({ fr: "TEST Vente A-7", en: "TEST Sale A-7" });
  const [payment] = await shop.rows("payment");
  await shop.pay(payment?.payment_id ?? "", 1_000);
  const [receipt] = await shop.rows("document");
  expect(JSON.stringify(receipt?.content)).toContain("TEST Vente A-7");
});

it("FORM is refused where no page asks for details, and asked of one that does", async () => {
  expect(bodies(await say("10 EUR lea FORM"))).toContain("sans FORM");
  Object.assign(paperRail, { capabilities: { ...capabilities, collectsDetails: true } });
  expect(bodies(await say("10 EUR lea FORM"))).toContain("adresse et son téléphone");
  await confirm();
  expect(links).toHaveLength(1);
  expect(await shop.rows("order")).toMatchObject([{ terms: { form: true } }]);
});
