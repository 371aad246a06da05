import type { PhoneMessage } from "../world/meta/model-types.ts";
import { isPayLink, payLink } from "./payer.ts";
import type { Phone } from "./customer-phone.ts";
import type { Stage } from "./stage.ts";

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** What a message lets her do: ids of buttons and rows, and the link it opens. */
function offersOf({ content }: PhoneMessage): { buttons: string[]; rows: string[]; link: string | undefined } {
  const action = fields(fields(content)["action"]);
  const buttons = list(action["buttons"]).map((one) => String(fields(fields(one)["reply"])["id"]));
  const rows = list(action["sections"])
    .flatMap((section) => list(fields(section)["rows"]))
    .map((row) => String(fields(row)["id"]));
  const url = fields(action["parameters"])["url"];
  return { buttons, rows, link: typeof url === "string" ? url : undefined };
}

const wishes = ["bague", "une bague rose", "vase", "savon", "coffret", "je voudrais commander", "buy"] as const;

/** Buys something, more or less: asks, chooses, changes her mind, pays, pays wrongly, or leaves. */
export async function shop(stage: Stage, phone: Phone): Promise<void> {
  const { chance } = stage.kernel;
  const { user, shop: till } = phone;
  const number = till.phoneNumberId;
  const links: string[] = [];
  let patience = 3;
  const begin = (): void => {
    if (chance.strikes(0.3)) sendCart(stage, phone);
    else phone.attempt(() => user.say(number, stage.weather.rush ? "savon" : chance.pick(wishes)));
  };
  begin();
  for (let turn = 0; turn < 22 && patience > 0; turn++) {
    const shown = await phone.hear(20_000);
    const last = shown.at(-1);
    if (!last) {
      patience -= 1;
      if (chance.strikes(0.5)) begin();
      continue;
    }
    await phone.ponder(chance.pick([100, 600, 1_500]));
    for (const message of shown) {
      const { link } = offersOf(message);
      if (isPayLink(link)) links.push(link);
    }
    const next = await answer(stage, phone, shown, links);
    if (next === "leave") return;
  }
}

/** One reaction to what came. */
async function answer(
  stage: Stage,
  phone: Phone,
  shown: readonly PhoneMessage[],
  links: readonly string[],
): Promise<"go on" | "leave"> {
  const { chance } = stage.kernel;
  const { user, shop: till } = phone;
  const number = till.phoneNumberId;
  const newest = shown.toReversed();
  if (newest.some(({ type }) => type === "document") && chance.strikes(0.6)) {
    await askForMore(stage, phone, links);
    return chance.strikes(0.7) ? "leave" : "go on";
  }
  for (const message of newest) {
    const { buttons, rows, link } = offersOf(message);
    if (isPayLink(link)) return followLink(stage, phone, links, link);
    if (buttons.length > 0) {
      const button = chooseButton(stage, buttons);
      const asksName = button.startsWith("so:invoice-") && chance.strikes(0.5);
      if ((button === "so:skip" && chance.strikes(0.4)) || asksName) phone.attempt(() => user.say(number, "Léa & Tom"));
      else phone.attempt(() => user.tapButton(number, message.id, button));
      if (button === "so:pay" && chance.strikes(0.15)) {
        // She changes her mind while the link is being made.
        await phone.ponder(250);
        phone.attempt(() => user.say(number, "coffret"));
      }
      return "go on";
    }
    if (rows.length > 0) {
      phone.attempt(() => user.pickRow(number, message.id, chance.pick(rows)));
      return "go on";
    }
    if (message.type === "interactive") {
      sendCart(stage, phone);
      return "go on";
    }
  }
  if (newest.some((message) => String(fields(message.content)["body"]).includes("adresse")))
    phone.attempt(() => user.say(number, "12 rue des Lilas, Lyon"));
  return "go on";
}

function chooseButton(stage: Stage, buttons: readonly string[]): string {
  const { chance } = stage.kernel;
  if (buttons.includes("so:pay") && chance.strikes(0.75)) return "so:pay";
  const kept = buttons.filter((id) => id !== "want:human" || chance.strikes(0.05));
  return chance.pick(kept.length > 0 ? kept : buttons);
}

/** Moments at which people pay together, this far apart, in milliseconds. */
const rushEvery = 15_000;

/** A link came: she pays, changes the cart first, pays an old one, or forgets it. */
async function followLink(stage: Stage, phone: Phone, links: readonly string[], link: string): Promise<"go on"> {
  const { chance, now } = stage.kernel;
  const { user, shop: till } = phone;
  const number = till.phoneNumberId;
  const old = links.filter((one) => one !== link);
  if (chance.strikes(0.25)) {
    // She edits, and pays the old link at the same moment, before anybody could close it.
    phone.attempt(() => user.say(number, chance.pick(["coffret", "savon"])));
    await phone.ponder(chance.pick([50, 400, 2_000]));
    if (chance.strikes(0.6)) payLink(stage, link);
    return "go on";
  }
  if (chance.strikes(0.08)) {
    phone.attempt(() => user.say(number, "annuler"));
    await phone.ponder(300);
    if (chance.strikes(0.6)) payLink(stage, link);
    return "go on";
  }
  if (chance.strikes(0.1)) return "go on";
  if (chance.strikes(0.06)) await stage.kernel.sleep(stage.weather.linkLifeMs + (now() % 7_000));
  // Some pay at the stroke of a moment others pay at as well: the last pieces are wanted at once.
  if (chance.strikes(0.4)) await stage.kernel.sleep(rushEvery - (now() % rushEvery));
  payLink(stage, link);
  if (old.length > 0 && chance.strikes(0.5)) {
    await phone.ponder(500);
    payLink(stage, chance.pick(old));
  }
  return "go on";
}

async function askForMore(stage: Stage, phone: Phone, links: readonly string[]): Promise<void> {
  const { chance } = stage.kernel;
  await phone.ponder(400);
  const link = links.at(-1);
  if (link !== undefined && chance.strikes(0.3)) payLink(stage, chance.pick(links));
  if (chance.strikes(0.15)) phone.attempt(() => phone.user.say(phone.shop.phoneNumberId, "annuler ma commande"));
}

/** A cart filled from the catalogue, sometimes at a price that is out of date. */
function sendCart(stage: Stage, phone: Phone): void {
  const { chance } = stage.kernel;
  const skus = ["VASE", "SOAP", "BOX", "RING"].filter(() => chance.strikes(0.4));
  const lines = (skus.length > 0 ? skus : ["SOAP"]).map((retailerId) => ({
    retailerId,
    quantity: chance.pick([1, 1, 1, 2, 3]),
    ...(chance.strikes(0.1) ? { seenPriceMinor: 100 } : {}),
  }));
  phone.attempt(() => phone.user.sendCart(phone.shop.phoneNumberId, lines, chance.strikes(0.2) ? "merci" : ""));
}
