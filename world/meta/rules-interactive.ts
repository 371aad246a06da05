import { looseTextOf, objectOf, objectsOf, valueAt, valuesAt } from "./json.ts";
import { absent, count, edited, limit, oneOf, required, type Rule, rule, unique, webAddress } from "./rule-shape.ts";

const inner = "interactive";

/**
 * Body (when `body` says how long), footer and header limits of an interactive kind. `headers`: the header types it
 * takes, none at all when empty.
 */
export function interactiveFrame(
  kind: string,
  body: number | undefined,
  headers: readonly string[],
  footer: boolean,
): readonly Rule[] {
  const rules: Rule[] = [required(kind, `${inner}.action`)];
  if (body !== undefined) {
    rules.push(required(kind, `${inner}.body.text`), limit(kind, `${inner}.body.text`, body));
  }
  if (footer) rules.push(limit(kind, `${inner}.footer.text`, 60));
  else rules.push(absent(kind, `${inner}.footer`, { text: "Footer" }));
  if (headers.length === 0) rules.push(absent(kind, `${inner}.header`, { type: "text", text: "Header" }));
  else rules.push(oneOf(kind, `${inner}.header.type`, headers), ...headerRules(kind));
  return rules;
}

function headerRules(kind: string): readonly Rule[] {
  return [
    limit(kind, `${inner}.header.text`, 60),
    rule(
      `${kind}: the header holds what its type says`,
      [kind],
      131008,
      ({ body }) => {
        const header = objectOf(valueAt(body, `${inner}.header`));
        const type = looseTextOf(header["type"]);
        if (type === undefined) return undefined;
        const content = header[type];
        const filled = type === "text" ? content !== "" && content !== undefined : hasSource(objectOf(content));
        return filled ? undefined : `The parameter interactive['header']['${type}'] is required.`;
      },
      { body: edited(kind, `${inner}.header.text`, undefined) },
    ),
  ];
}

function hasSource(media: { readonly [key: string]: unknown }): boolean {
  return media["id"] !== undefined || media["link"] !== undefined;
}

const media = ["text", "image", "video", "document"];

function buttonRules(): readonly Rule[] {
  const kind = `${inner}.button`;
  const list = `${inner}.action.buttons`;
  return [
    ...interactiveFrame(kind, 1024, media, true),
    count(kind, list, 1, 3),
    oneOf(kind, `${list}[].type`, ["reply"]),
    required(kind, `${list}[].reply.title`),
    limit(kind, `${list}[].reply.title`, 20),
    unique(kind, list, `${list}[].reply.title`),
    required(kind, `${list}[].reply.id`),
    limit(kind, `${list}[].reply.id`, 256),
    unique(kind, list, `${list}[].reply.id`),
  ];
}

function listRules(): readonly Rule[] {
  const kind = `${inner}.list`;
  const sections = `${inner}.action.sections`;
  const rows = `${sections}[].rows`;
  const row = { id: "r", title: "Row" };
  return [
    ...interactiveFrame(kind, 4096, ["text"], true),
    required(kind, `${inner}.action.button`),
    limit(kind, `${inner}.action.button`, 20),
    count(kind, sections, 1, 10),
    limit(kind, `${sections}[].title`, 24),
    rule(
      "interactive.list: sections have titles when there is more than one",
      [kind],
      131009,
      ({ body }) => {
        const titles = valuesAt(body, `${sections}[].title`);
        return titles.length > 1 && titles.some((title) => title === undefined || title === "")
          ? "Section title is required when there is more than one section."
          : undefined;
      },
      { body: edited(kind, `${sections}[].title`, undefined) },
    ),
    rule(
      "interactive.list: 1 to 10 rows in total",
      [kind],
      131009,
      ({ body }) => {
        const total = valuesAt(body, `${rows}[]`).length;
        return total >= 1 && total <= 10 ? undefined : "Total row count exceed max allowed count: 10";
      },
      {
        body: edited(
          kind,
          rows,
          Array.from({ length: 10 }, (_, index) => ({ ...row, id: `r${index}` })),
        ),
      },
    ),
    required(kind, `${rows}[].id`),
    limit(kind, `${rows}[].id`, 200),
    rule(
      "interactive.list: row ids are unique",
      [kind],
      131009,
      ({ body }) => {
        const ids = valuesAt(body, `${rows}[].id`);
        return new Set(ids).size < ids.length ? "Duplicated row id." : undefined;
      },
      { body: edited(kind, rows, [row, row]) },
    ),
    required(kind, `${rows}[].title`),
    limit(kind, `${rows}[].title`, 24),
    limit(kind, `${rows}[].description`, 72),
  ];
}

function linkRules(): readonly Rule[] {
  const kind = `${inner}.cta_url`;
  const parameters = `${inner}.action.parameters`;
  return [
    ...interactiveFrame(kind, 1024, media, true),
    oneOf(kind, `${inner}.action.name`, ["cta_url"]),
    required(kind, `${parameters}.display_text`),
    limit(kind, `${parameters}.display_text`, 20),
    required(kind, `${parameters}.url`),
    webAddress(kind, `${parameters}.url`),
  ];
}

function carouselRules(): readonly Rule[] {
  const kind = `${inner}.carousel`;
  const cards = `${inner}.action.cards`;
  const pictures = ["image", "video"];
  return [
    ...interactiveFrame(kind, 1024, [], false),
    count(kind, cards, 2, 10),
    oneOf(kind, `${cards}[].type`, ["cta_url", "product"]),
    rule(
      "interactive.carousel: cards are numbered from 0",
      [kind],
      131009,
      ({ body }) =>
        valuesAt(body, `${cards}[].card_index`).some((value, index) => Number(value) !== index)
          ? "Param card_index must count from 0."
          : undefined,
      { body: edited(kind, `${cards}[].card_index`, 7) },
    ),
    rule(
      "interactive.carousel: cards are all of one make",
      [kind],
      131009,
      ({ body }) => {
        const makes = objectsOf(valueAt(body, cards)).map(
          (card) => `${looseTextOf(card["type"]) ?? ""} ${looseTextOf(valueAt(card, "header.type")) ?? ""}`,
        );
        return new Set(makes).size > 1 ? "All cards must have the same type and the same header type." : undefined;
      },
      { body: edited(kind, `${cards}[].header`, { type: "video", video: { link: "https://shop.example/a.mp4" } }) },
    ),
    rule(
      "interactive.carousel: a link card shows an image or a video and leads somewhere",
      [kind],
      131008,
      ({ body }) => {
        const incomplete = objectsOf(valueAt(body, cards)).some((card) => {
          if (card["type"] === "product") return false;
          const header = objectOf(card["header"]);
          const type = looseTextOf(header["type"]) ?? "";
          const parameters = objectOf(valueAt(card, "action.parameters"));
          const leads = parameters["url"] !== undefined && parameters["display_text"] !== undefined;
          return !pictures.includes(type) || !hasSource(objectOf(header[type])) || !leads;
        });
        return incomplete ? "A cta_url card needs a header image or video, display_text and url." : undefined;
      },
      { body: edited(kind, `${cards}[].action.parameters.url`, undefined) },
    ),
    limit(kind, `${cards}[].body.text`, 160),
    limit(kind, `${cards}[].action.parameters.display_text`, 20),
    rule(
      "interactive.carousel: a card's text has at most two line breaks",
      [kind],
      131009,
      ({ body }) =>
        valuesAt(body, `${cards}[].body.text`).some((text) => (looseTextOf(text)?.split("\n").length ?? 0) > 3)
          ? "Card body must have at most 2 line breaks."
          : undefined,
      { body: edited(kind, `${cards}[].body.text`, "a\nb\nc\nd") },
    ),
  ];
}

function flowRules(): readonly Rule[] {
  const kind = `${inner}.flow`;
  const parameters = `${inner}.action.parameters`;
  return [
    ...interactiveFrame(kind, 1024, media, true),
    oneOf(kind, `${inner}.action.name`, ["flow"]),
    required(kind, `${parameters}.flow_message_version`),
    oneOf(kind, `${parameters}.flow_message_version`, ["3"]),
    rule(
      "interactive.flow: either flow_id or flow_name",
      [kind],
      131009,
      ({ body }) => {
        const found = objectOf(valueAt(body, parameters));
        const named = [found["flow_id"], found["flow_name"]].filter((value) => value !== undefined);
        return named.length === 1 ? undefined : "Exactly one of flow_id and flow_name is required.";
      },
      { body: edited(kind, `${parameters}.flow_name`, "booking") },
    ),
    required(kind, `${parameters}.flow_cta`),
    limit(kind, `${parameters}.flow_cta`, 30),
    rule(
      "interactive.flow: no emoji on the button",
      [kind],
      131009,
      ({ body }) =>
        /\p{Extended_Pictographic}/u.test(looseTextOf(valueAt(body, `${parameters}.flow_cta`)) ?? "")
          ? "Param flow_cta must not contain emoji."
          : undefined,
      { body: edited(kind, `${parameters}.flow_cta`, "Book 📅") },
    ),
    oneOf(kind, `${parameters}.mode`, ["draft", "published"]),
    oneOf(kind, `${parameters}.flow_action`, ["navigate", "data_exchange"]),
  ];
}

function askingRules(): readonly Rule[] {
  const location = `${inner}.location_request_message`;
  const address = `${inner}.address_message`;
  const contact = `${inner}.contact_request`;
  return [
    ...interactiveFrame(location, 1024, [], false),
    oneOf(location, `${inner}.action.name`, ["send_location"]),
    ...interactiveFrame(address, 1024, [], true).filter((row) => !row.id.includes("header")),
    oneOf(address, `${inner}.action.name`, ["address_message"]),
    required(address, `${inner}.action.parameters.country`),
    oneOf(address, `${inner}.action.parameters.country`, ["IN"]),
    rule(
      "interactive.address_message: values belong to the form",
      [address],
      131009,
      ({ body }) => {
        const values = Object.keys(objectOf(valueAt(body, `${inner}.action.parameters.values`)));
        const strange = values.find((name) => !addressFields.includes(name));
        return strange === undefined ? undefined : `Unexpected key "${strange}" on param values.`;
      },
      { body: edited(address, `${inner}.action.parameters.values`, { street: "12 Sunrise" }) },
    ),
    limit(contact, `${inner}.body.text`, 1024),
    required(contact, `${inner}.body.text`),
    oneOf(contact, `${inner}.action.name`, ["request_contact_info"]),
  ];
}

/** Fields of the Indian address form. */
const addressFields = [
  "name",
  "phone_number",
  "in_pin_code",
  "house_number",
  "floor_number",
  "tower_number",
  "building_name",
  "address",
  "landmark_area",
  "city",
  "state",
];

/** Interactive messages without a catalogue. */
export const interactiveRules: readonly Rule[] = [
  ...buttonRules(),
  ...listRules(),
  ...linkRules(),
  ...carouselRules(),
  ...flowRules(),
  ...askingRules(),
];
