import { createHash } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import type { TableName } from "#contracts/tables";
import { tableShapes } from "#contracts/tables";
import type { PaymentFact } from "#domain/payment";
import { openBody } from "#engine/sealed-body";
import { merchants } from "./paper-shop.ts";
import { openShop } from "./rig.ts";

const { rose } = merchants;
const alias = "tok_that_spends_money";
/** Stands for the installation's key: nothing of the text is seen in what it gives. */
const seal = (plain: string): string => `enc:${Buffer.from(plain).toString("hex")}`;
const secret = (text: string): string => Buffer.from(text.replace(/^enc:/, ""), "hex").toString();

let shop: Awaited<ReturnType<typeof openShop>>;
let reference: string;
const tables = Object.keys(tableShapes) as readonly TableName[];

/** The tables in which the alias can be read, as text, as bytes or as base64. */
async function tellingTables(): Promise<readonly string[]> {
  const spellings = [alias, ...[0, 1, 2].map((n) => Buffer.from(alias.slice(n)).toString("base64").slice(0, 24))];
  const found: string[] = [];
  for (const table of tables)
    for (const row of await shop.rows(table)) {
      const text = Object.values(row)
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : JSON.stringify(value)))
        .join(" ");
      if (spellings.some((one) => text.includes(one))) found.push(table);
    }
  return found;
}

const saved = (): PaymentFact => ({
  factId: "card:1",
  reference,
  at: shop.ports.clock.now(),
  kind: "card-saved",
  alias,
  brand: "visa",
  lastFour: "4242",
  expires: { year: 2030, month: 4 },
});

beforeEach(async () => {
  shop = await openShop();
  Object.assign(shop.ports, { seal, secret });
  await shop.say("bonjour", "33612345678");
  await shop.say("lea REGISTER lea@example.com", rose, "Rose");
  await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
  reference = (await shop.rows("registration"))[0]?.registration_id ?? "";
});

it("the alias of a kept card can be read in no table: not while its fact waits, nor after it was applied", async () => {
  await shop.post("paper-rail", "card", [saved()]);
  expect(await shop.rows("inbox")).toContainEqual(expect.objectContaining({ event_id: "card:1", state: "open" }));
  expect(await tellingTables()).toEqual([]);
  await shop.settle();
  const [card] = await shop.rows("kept_card");
  expect(card).toMatchObject({ state: "live", last_four: "4242" });
  expect(secret(card?.alias ?? "")).toBe(alias);
  expect(await tellingTables()).toEqual([]);
});

it("it is not read in a post that could not be understood either, whose bytes come back for another try", async () => {
  const body = { type: "of tomorrow", alias };
  await shop.post("paper-rail", "card", body);
  const raw = (await shop.rows("raw_webhook")).find(({ problem }) => problem !== null);
  expect(await tellingTables()).toEqual([]);
  const bytes = openBody(shop.ports, raw?.body ?? new Uint8Array());
  expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(body);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(raw?.body_hash);
});

it("a post that another key sealed is not taken for what it says", () => {
  const kept = new TextEncoder().encode("sealed:enc:v1:xyz");
  expect(() => openBody({ ...shop.ports, secret: () => undefined }, kept)).toThrow("another key");
});
