import { type JsonObject, looseTextOf, objectOf, objectsOf, textOf, valueAt, withValue } from "./json.ts";
import {
  edited,
  required,
  type Rule,
  type RuleStage,
  rule,
  sampleOf,
  type Send,
  type SendScene,
} from "./rule-shape.ts";
import { codeSend, marketingSend } from "./sample-sends.ts";
import type { TemplateRecord } from "./state.ts";
import {
  buttonParameters,
  buttonsOf,
  componentOf,
  filled,
  parametersOf,
  shownParameter,
  variablesOf,
} from "./template-text.ts";

const kind = ["template"];
const body = "template.components[].parameters";

/** A check of the sent components against the template they fill. */
type Check = (template: TemplateRecord, sent: readonly JsonObject[]) => string | undefined;

function against(check: Check): Rule["broken"] {
  return (send: Send, scene: SendScene) =>
    scene.template === undefined
      ? undefined
      : check(scene.template, objectsOf(valueAt(send.body, "template.components")));
}

const countProblem: Check = (template, sent) => {
  for (const type of ["header", "body"] as const) {
    const component = componentOf(template.components, type.toUpperCase());
    if (type === "header" && (textOf(component?.["format"]) ?? "TEXT") !== "TEXT") continue;
    const expected = variablesOf(textOf(component?.["text"]) ?? "").length;
    const given = parametersOf(sent, type).length;
    if (given !== expected) {
      const expectation = `the expected number of params (${expected})`;
      return `${type}: number of localizable_params (${given}) does not match ${expectation}`;
    }
  }
  return undefined;
};

const headerProblem: Check = (template, sent) => {
  const header = componentOf(template.components, "HEADER");
  const format = (textOf(header?.["format"]) ?? "TEXT").toLowerCase();
  if (header === undefined || format === "text") return undefined;
  const parameter = parametersOf(sent, "header")[0];
  const given = textOf(parameter?.["type"]) ?? "nothing";
  const filledIn = Object.keys(objectOf(parameter?.[format])).length > 0;
  return given === format && filledIn
    ? undefined
    : `header: Format mismatch, expected ${format.toUpperCase()}, received ${given.toUpperCase()}`;
};

const nameProblem: Check = (template, sent) => {
  if (template.parameterFormat !== "NAMED") return undefined;
  const expected = variablesOf(textOf(componentOf(template.components, "BODY")?.["text"]) ?? "");
  const given = parametersOf(sent, "body").map((parameter) => textOf(parameter["parameter_name"]) ?? "");
  const missing = expected.find((name) => !given.includes(name));
  return missing === undefined ? undefined : `body: Parameter name is missing or empty: ${missing}`;
};

const buttonProblem: Check = (template, sent) => {
  const buttons = buttonsOf(template.components);
  for (const component of sent.filter((candidate) => textOf(candidate["type"])?.toLowerCase() === "button")) {
    const button = buttons[Number(component["index"] ?? Number.NaN)];
    if (button === undefined) return `button: Button at index ${looseTextOf(component["index"]) ?? "?"} does not exist`;
    const wanted = subTypeOf(button);
    const given = (textOf(component["sub_type"]) ?? "").toLowerCase();
    if (given !== wanted) return `button: Format mismatch, expected ${wanted}, received ${given}`;
  }
  return undefined;
};

/** One-time code buttons are sent as `url` buttons. */
function subTypeOf(button: JsonObject): string {
  const type = (textOf(button["type"]) ?? "").toLowerCase();
  return type === "otp" ? "url" : type;
}

const neededButtonProblem: Check = (template, sent) => {
  for (const [index, button] of buttonsOf(template.components).entries()) {
    const type = textOf(button["type"]) ?? "";
    const needs =
      type === "OTP" || type === "COPY_CODE" || (type === "URL" && variablesOf(textOf(button["url"]) ?? "").length > 0);
    const parameter = buttonParameters(sent, index)?.[0];
    const value = parameter?.[type === "COPY_CODE" ? "coupon_code" : "text"];
    if (needs && (looseTextOf(value) ?? "") === "") {
      return `buttons: Button at index ${index} of type ${type} requires a parameter`;
    }
  }
  return undefined;
};

const lengthProblem: Check = (template, sent) => {
  const text = filled(textOf(componentOf(template.components, "BODY")?.["text"]) ?? "", parametersOf(sent, "body"));
  return text.length > 1024 ? `Translated text too long: ${text.length} characters` : undefined;
};

const spaceProblem: Check = (_template, sent) =>
  parametersOf(sent, "body").some((parameter) => /[\n\t]| {5,}/.test(shownParameter(parameter)))
    ? "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
    : undefined;

const codeProblem: Check = (template, sent) => {
  if (template.category !== "AUTHENTICATION") return undefined;
  const code = parametersOf(sent, "body")[0];
  return code !== undefined && shownParameter(code).length > 15
    ? "The code of an authentication template must be at most 15 characters long"
    : undefined;
};

const couponProblem: Check = (template, sent) => {
  const tooLong = buttonsOf(template.components).some(
    (_button, index) => (textOf(buttonParameters(sent, index)?.[0]?.["coupon_code"])?.length ?? 0) > 20,
  );
  return tooLong ? "Param coupon_code must be at most 20 characters long" : undefined;
};

const cardProblem: Check = (template, sent) => {
  const cards = objectsOf(componentOf(template.components, "CAROUSEL")?.["cards"]);
  const given = objectsOf(sent.find((part) => textOf(part["type"])?.toLowerCase() === "carousel")?.["cards"]);
  if (cards.length !== given.length) return `carousel: ${given.length} cards received, expected ${cards.length}`;
  for (const [index, card] of cards.entries()) {
    const inner = { ...template, components: objectsOf(card["components"]) };
    const sentCard = objectsOf(given[index]?.["components"]);
    const problem =
      headerProblem(inner, sentCard) ?? countProblem(inner, sentCard) ?? neededButtonProblem(inner, sentCard);
    if (problem !== undefined) return `carousel: card ${index}: ${problem}`;
  }
  return undefined;
};

function moved(status: TemplateRecord["status"]) {
  return ({ world, wabaId }: RuleStage): void => world.setTemplateStatus(wabaId, "order_ready", status);
}

const sample = sampleOf("template");

/** `template` sends: the template's state, then its parameters. */
export const templateRules: readonly Rule[] = [
  required("template", "template.name"),
  required("template", "template.language"),
  required("template", "template.language.code"),
  rule(
    "template: an approved template of that name in that language",
    kind,
    132001,
    ({ body: sent }, { template }) =>
      template === undefined || ["PENDING", "REJECTED", "DELETED"].includes(template.status)
        ? `template name (${looseTextOf(valueAt(sent, "template.name")) ?? ""}) does not exist in ` +
          (looseTextOf(valueAt(sent, "template.language.code")) ?? "")
        : undefined,
    { body: edited("template", "template.language.code", "it") },
  ),
  rule(
    "template: not disabled",
    kind,
    132016,
    (_send, { template }) =>
      template?.status === "DISABLED" ? "Template has been paused too many times and is disabled" : undefined,
    { body: sample, before: moved("DISABLED") },
  ),
  rule("template: as many parameters as variables", kind, 132000, against(countProblem), {
    body: withValue(sample, body, [{ type: "text", text: "Léa" }]),
  }),
  rule("template: the header is of the template's format", kind, 132012, against(headerProblem), {
    body: withValue(marketingSend, body, [{ type: "video", video: { link: "https://shop.example/a.mp4" } }]),
  }),
  rule("template: named variables by name", kind, 132012, against(nameProblem), {
    body: edited("template", "template", {
      name: "spring_offer",
      language: { code: "en" },
      components: [
        { type: "header", parameters: [{ type: "image", image: { link: "https://shop.example/ring.jpg" } }] },
        { type: "body", parameters: [{ type: "text", text: "Léa" }] },
        { type: "button", sub_type: "copy_code", index: "0", parameters: [{ coupon_code: "SPRING" }] },
      ],
    }),
  }),
  rule("template: buttons that exist, of their type", kind, 132012, against(buttonProblem), {
    body: edited("template", "template.components", [
      {
        type: "body",
        parameters: [
          { type: "text", text: "Léa" },
          { type: "text", text: "A-12" },
        ],
      },
      { type: "button", sub_type: "url", index: "5", parameters: [{ type: "text", text: "A-12" }] },
    ]),
  }),
  rule("template: buttons with a variable are filled", kind, 131008, against(neededButtonProblem), {
    body: edited("template", "template.components", [
      {
        type: "body",
        parameters: [
          { type: "text", text: "Léa" },
          { type: "text", text: "A-12" },
        ],
      },
    ]),
  }),
  rule("template: no line breaks, tabs or long gaps in parameters", kind, 132018, against(spaceProblem), {
    body: withValue(sample, `${body}[].text`, "Léa\nMartin"),
  }),
  rule("template: the filled text is not too long", kind, 132005, against(lengthProblem), {
    body: withValue(sample, `${body}[].text`, "x".repeat(1_100)),
  }),
  rule("template: a code of at most 15 characters", kind, 132018, against(codeProblem), {
    body: withValue(codeSend, `${body}[].text`, "1234567890123456"),
  }),
  rule("template: a coupon of at most 20 characters", kind, 132018, against(couponProblem), {
    body: edited("template", "template", {
      ...objectOf(marketingSend["template"]),
      components: [
        ...objectsOf(valueAt(marketingSend, "template.components")).slice(0, 2),
        { type: "button", sub_type: "copy_code", index: "0", parameters: [{ coupon_code: "x".repeat(21) }] },
      ],
    }),
  }),
  rule("template: as many cards as the carousel has", kind, 132012, against(cardProblem), {
    body: edited("template", "template.components", [
      ...objectsOf(valueAt(sample, "template.components")),
      { type: "carousel", cards: [{ card_index: 0, components: [] }] },
    ]),
  }),
  rule(
    "template: not paused",
    kind,
    132015,
    (_send, { template }) => (template?.status === "PAUSED" ? "Template is paused due to low quality" : undefined),
    { body: sample, before: moved("PAUSED") },
  ),
];
