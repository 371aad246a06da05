import { MalformedWebhook } from "#contracts/channel";
import type { InboundEvent } from "#domain/inbound";
import { isAccountField, readAccountNews, readWebhookError } from "./account-news.ts";
import { hashOf, unknownEvent } from "./event-id.ts";
import { readEcho, readMessage, readPreference } from "./inbound-message.ts";
import { readContacts } from "./inbound-people.ts";
import { readStatus } from "./inbound-status.ts";
import {
  type Fields,
  deepest,
  fieldsOf,
  idOf,
  instantOf,
  isDeeper,
  isObject,
  listOf,
  nestingOf,
  wordsOf,
} from "./json-fields.ts";
import { type Scene, isOfOtherAccount, isOfOtherNumber, unknownIn } from "./scene.ts";
import type { WhatsappSettings } from "./settings-form.ts";
import { readTemplateNews, templateFields } from "./template-news.ts";

/** Meta sends at most 3 MB and a thousand updates in a post; a good deal more is read before it is refused. */
const largestBody = 8 * 1_024 * 1_024;
const mostEvents = 5_000;

type Reader = (element: unknown, scene: Scene) => InboundEvent;

/**
 * Every event of a post, in its order: of every entry, every change, every message and status. An element that cannot
 * be read becomes `unknown` and stops none of the others. Throws MalformedWebhook for what is no webhook at all.
 */
export function parseWebhook(body: Uint8Array, settings: WhatsappSettings): readonly InboundEvent[] {
  if (body.byteLength > largestBody) throw new MalformedWebhook("the post is larger than a webhook can be");
  const text = new TextDecoder().decode(body);
  const root = rootOf(text);
  const entries = root["entry"];
  if (!Array.isArray(entries)) throw new MalformedWebhook("the post has no list of entries");
  // Walking every element for its depth is spared where no bracket of the post lies that deep.
  const deep = nestingOf(text) > deepest;
  const hash = deep ? hashOf(text) : "";
  const events = entries.flatMap((entry: unknown, n) => {
    const position = { hash, place: [n], deep };
    if (root["object"] !== undefined && root["object"] !== "whatsapp_business_account")
      return [strange(`object ${wordsOf(root["object"]) ?? ""}`, entry, position)];
    return readEntry(entry, settings, position);
  });
  if (events.length > mostEvents) throw new MalformedWebhook("the post holds more events than a webhook can");
  return distinct(events);
}

function rootOf(text: string): Fields {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    throw new MalformedWebhook("the post is not JSON");
  }
  if (!isObject(root)) throw new MalformedWebhook("the post is not a JSON object");
  return root;
}

/** Where an element stands in its post: with the post's hash, the id of one too deep to be written out again. */
type Position = { readonly hash: string; readonly place: readonly number[]; readonly deep: boolean };

const inside = (position: Position, n: number): Position => ({ ...position, place: [...position.place, n] });

/** Something outside of any field. */
function strange(topic: string, element: unknown, { hash, place, deep }: Position): InboundEvent {
  const tooDeep = deep && isDeeper(element, deepest);
  const key = tooDeep ? hashOf(hash, place) : hashOf(topic, element);
  return unknownEvent(tooDeep ? "too-deep" : topic, key, instantOf(fieldsOf(element)["time"]));
}

function readEntry(entry: unknown, settings: WhatsappSettings, position: Position): readonly InboundEvent[] {
  if (!isObject(entry) || !Array.isArray(entry["changes"])) return [strange("entry", entry, position)];
  return entry["changes"].flatMap((change: unknown, n: number) => {
    const here = inside(position, n);
    if (!isObject(change) || !isObject(change["value"]))
      return [strange("change", [entry["id"], entry["time"], change], here)];
    const value = change["value"];
    const scene: Scene = {
      settings,
      wabaId: idOf(entry["id"]),
      sentAt: instantOf(entry["time"]),
      field: wordsOf(change["field"])?.slice(0, 64) ?? "",
      value,
      contacts: readContacts(value["contacts"]),
    };
    return readChange(scene, here);
  });
}

const whole =
  (reader: (scene: Scene) => InboundEvent): Reader =>
  (_element, scene) =>
    reader(scene);

/** The lists of a field, each with the reader of its elements; undefined for a field that is read as a whole. */
function listsOf({ field, value }: Scene): readonly (readonly [unknown, Reader])[] | undefined {
  switch (field) {
    case "messages":
      return [
        [value["messages"], readMessage],
        [value["statuses"], readStatus],
        [value["errors"], readWebhookError],
      ];
    case "smb_message_echoes":
      return [
        [value["message_echoes"], readEcho],
        [value["errors"], readWebhookError],
      ];
    case "user_preferences":
      return [[value["user_preferences"], readPreference]];
    default:
      return undefined;
  }
}

function readChange(scene: Scene, position: Position): readonly InboundEvent[] {
  const { field, value } = scene;
  const foreign = isOfOtherNumber(scene) ? "other-number" : undefined;
  const lists = listsOf(scene);
  if (lists === undefined) {
    const told = foreign ?? (isOfOtherAccount(scene) ? "other-account" : undefined);
    const reader = templateFields.has(field)
      ? whole(readTemplateNews)
      : isAccountField(field)
        ? whole(readAccountNews)
        : unknownField;
    return [readElement(value, told === undefined ? reader : asUnknown(told), scene, position)];
  }
  const events = lists.flatMap(([list, reader], kind) =>
    listOf(list).map((element, n) =>
      readElement(
        element,
        foreign === undefined ? reader : asUnknown(foreign),
        scene,
        inside(inside(position, kind), n),
      ),
    ),
  );
  // A value in which nothing was found is kept too: it may be of a kind that came later than this version.
  return events.length > 0 ? events : [readElement(value, asUnknown(foreign ?? field), scene, position)];
}

const asUnknown =
  (topic: string): Reader =>
  (element, scene) =>
    unknownIn(scene, topic, element);

const unknownField: Reader = (value, scene) => unknownIn(scene, scene.field, value);

/** Reads one element; whatever goes wrong with it stays with it. */
function readElement(element: unknown, reader: Reader, scene: Scene, position: Position): InboundEvent {
  if (position.deep && isDeeper(element, deepest)) return strange("too-deep", element, position);
  try {
    return reader(element, scene);
  } catch {
    return unknownIn(scene, `unreadable-${scene.field}`, element);
  }
}

/** Each id once. A repetition says nothing new; another content under a known id is kept as unknown. */
function distinct(events: readonly InboundEvent[]): readonly InboundEvent[] {
  const byId = new Map<string, InboundEvent>();
  for (const event of events) {
    const known = byId.get(event.id);
    if (known === undefined) byId.set(event.id, event);
    else if (event.kind !== "status" && JSON.stringify(known) !== JSON.stringify(event)) {
      const other = unknownEvent(`repeated-${event.kind}`, hashOf(event), event.at);
      byId.set(other.id, other);
    }
  }
  return [...byId.values()];
}
