import type { MetaUser } from "../world/meta/model-types.ts";
import { openPhone, type Phone } from "./customer-phone.ts";
import { shop as goShopping } from "./shopper.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import type { Stage } from "./stage.ts";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);

type Visit = (stage: Stage, phone: Phone) => Promise<void>;
const say = (phone: Phone, text: string): boolean =>
  phone.attempt(() => phone.user.say(phone.shop.phoneNumberId, text));

const asksOnly: Visit = async (_stage, phone) => {
  say(phone, "bonjour, la livraison ?");
  await phone.hear(15_000);
  say(phone, "bague");
  await phone.hear(15_000);
  say(phone, "et la livraison ?");
  await phone.hear(15_000);
};

const wantsPerson: Visit = async (stage, phone) => {
  say(phone, stage.kernel.chance.pick(["un humain svp", "parler à quelqu'un"]));
  await phone.hear(15_000);
  await phone.ponder(1_000);
  for (const text of ["allo ?", "bague", "prix"]) {
    say(phone, text);
    await phone.ponder(700);
  }
};

const stops: Visit = async (stage, phone) => {
  say(phone, "bonjour");
  await phone.hear(10_000);
  say(phone, "STOP");
  phone.attempt(() => phone.user.stopMarketing(phone.shop.phoneNumberId));
  await phone.ponder(500);
  await goShopping(stage, phone);
};

const floods: Visit = async (stage, phone) => {
  const count = stage.kernel.chance.whole(8, 25);
  for (let n = 0; n < count; n++) {
    say(phone, n % 3 === 0 ? "bague" : `message ${n}`);
    if (stage.kernel.chance.strikes(0.3)) await phone.ponder(100);
  }
};

/** Everything that is no plain text, and a card number nobody should write. */
const showsEverything: Visit = async (_stage, phone) => {
  const { user, shop, attempt } = phone;
  const number = shop.phoneNumberId;
  const first = user.say(number, "bonjour");
  attempt(() => user.sendFile(number, { kind: "image", bytes: png, mimeType: "image/png", caption: "celle-ci" }));
  await phone.hear(8_000);
  attempt(() => user.sendLocation(number, { latitude: 45.76, longitude: 4.84, name: "Chez moi" }));
  attempt(() => user.sendUnsupported(number, "poll"));
  attempt(() => user.edit(number, first, "bonsoir"));
  attempt(() => user.revoke(number, first));
  attempt(() => user.sendRaw(number, { type: "hologram", hologram: { size: 3 } }));
  const [heard] = await phone.hear(8_000);
  if (heard) attempt(() => user.react(number, heard.id, "👍"));
  say(phone, "ma carte 4242 4242 4242 4242");
  await phone.hear(8_000);
};

const movesNumber: Visit = async (stage, phone) => {
  say(phone, "bague");
  await phone.hear(8_000);
  if (stage.kernel.chance.strikes(0.5))
    phone.attempt(() => phone.user.changeNumber(`3361900${phone.user.id.slice(-4)}`));
  else phone.attempt(() => phone.user.changeUserId());
  await phone.ponder(400);
  await goShopping(stage, phone);
};

const meetsPhoneApp: Visit = async (stage, phone) => {
  say(phone, "vous êtes là ?");
  await phone.ponder(800);
  stage.meta.echo(phone.shop.phoneNumberId, phone.user.id, "oui, bonjour");
  await phone.ponder(500);
  say(phone, "bague");
  await phone.hear(5_000);
};

const visits: readonly Visit[] = [asksOnly, wantsPerson, stops, floods, showsEverything, movesNumber, meetsPhoneApp];

/** Adds a customer: most by phone and id, some known by their id alone. */
export function addCustomer(stage: Stage, n: number): MetaUser {
  const id = `u${String(1_000 + n)}`;
  const alone = stage.kernel.chance.strikes(0.2);
  return stage.meta.addUser({
    id,
    name: `Customer ${n}`,
    bsuid: `FR.77000000${1_000 + n}`,
    country: "FR",
    language: "fr",
    ...(alone ? { username: `customer.${n}`, hidesNumber: true } : { phone: `3361200${1_000 + n}` }),
  });
}

/** One visit of a customer to a shop. Two of three buy; every other kind of visit comes up now and then. */
export async function visit(stage: Stage, user: MetaUser, shop: SimulatedShop): Promise<void> {
  const { chance } = stage.kernel;
  const phone = openPhone(stage, user, shop);
  await (stage.weather.rush || chance.strikes(0.68) ? goShopping : chance.pick(visits))(stage, phone);
}
