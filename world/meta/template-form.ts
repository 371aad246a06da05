import { type JsonObject, objectsOf, textOf } from "./json.ts";
import { buttonsOf, componentOf, variablesOf } from "./template-text.ts";

/** Why a template cannot be created or changed: Meta's code and details. */
export type FormProblem = { readonly code: number; readonly details: string };

const categories = ["MARKETING", "UTILITY", "AUTHENTICATION"];
const formats = ["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "PRODUCT"];
const componentTypes = ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER"];
const buttonTypes = [
  "QUICK_REPLY",
  "URL",
  "PHONE_NUMBER",
  "COPY_CODE",
  "FLOW",
  "CATALOG",
  "MPM",
  "SPM",
  "OTP",
  "VOICE_CALL",
  "ORDER_DETAILS",
  "REQUEST_CONTACT_INFO",
];

/** How many buttons of a type a template may have; others are bound by the total of ten. */
const mostButtons: Readonly<Record<string, number>> = { URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, OTP: 1, FLOW: 1 };

function problem(code: number, details: string): FormProblem {
  return { code, details };
}

/** Checks what `POST /{waba}/message_templates` is given. Undefined when it is fine. */
export function templateProblem(body: JsonObject): FormProblem | undefined {
  const name = textOf(body["name"]) ?? "";
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    return problem(100, "Param name must be lowercase letters, digits and underscores, at most 512 characters.");
  }
  if (!/^[a-z]{2,3}(_[A-Z]{2})?$/.test(textOf(body["language"]) ?? "")) {
    return problem(100, "Param language is not a supported language.");
  }
  const category = (textOf(body["category"]) ?? "").toUpperCase();
  if (!categories.includes(category)) return problem(100, `Param category must be one of {${categories.join(", ")}}.`);
  return componentsProblem(objectsOf(body["components"]), category);
}

/** Checks the components of a template of this category. */
export function componentsProblem(components: readonly JsonObject[], category: string): FormProblem | undefined {
  const unknown = components.find(
    (component) => !componentTypes.includes((textOf(component["type"]) ?? "").toUpperCase()),
  );
  if (unknown !== undefined)
    return problem(100, `Param components['type'] must be one of {${componentTypes.join(", ")}}.`);
  return (
    headerProblem(componentOf(components, "HEADER")) ??
    bodyProblem(components, category) ??
    footerProblem(componentOf(components, "FOOTER")) ??
    buttonsProblem(buttonsOf(components)) ??
    cardsProblem(componentOf(components, "CAROUSEL")) ??
    offerProblem(components, category)
  );
}

function headerProblem(header: JsonObject | undefined): FormProblem | undefined {
  if (header === undefined) return undefined;
  const format = textOf(header["format"]) ?? "";
  if (!formats.includes(format)) return problem(2388047, `Header format must be one of {${formats.join(", ")}}.`);
  if (format !== "TEXT") return undefined;
  const text = textOf(header["text"]) ?? "";
  if (text === "" || variablesOf(text).length > 1)
    return problem(2388047, "A text header has a text and one variable at most.");
  return text.length > 60 ? problem(2388040, "The header must be at most 60 characters long.") : undefined;
}

function bodyProblem(components: readonly JsonObject[], category: string): FormProblem | undefined {
  const body = componentOf(components, "BODY");
  if (body === undefined) return problem(2388072, "The template must have a body.");
  if (category === "AUTHENTICATION") return undefined;
  const text = textOf(body["text"]) ?? "";
  if (text === "") return problem(2388072, "The body must have a text.");
  const most = componentOf(components, "LIMITED_TIME_OFFER") === undefined ? 1024 : 600;
  if (text.length > most) return problem(2388040, `The body must be at most ${most} characters long.`);
  return variablesProblem(text, body);
}

function variablesProblem(text: string, body: JsonObject): FormProblem | undefined {
  const variables = variablesOf(text);
  if (variables.length === 0) return undefined;
  if (/^\s*\{\{|\}\}\s*$/.test(text)) {
    return problem(2388299, "Variables cannot be at the start or the end of the template.");
  }
  // Meta wants fixed words around variables; its formula is not published, this is the least it accepts.
  const words = text
    .replace(/\{\{\s*\w+\s*\}\}/g, " ")
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;
  if (words < variables.length * 2) return problem(2388293, "The template has too many variables for its length.");
  const example = body["example"];
  return example === undefined ? problem(2388072, "The body's variables need samples (example).") : undefined;
}

function footerProblem(footer: JsonObject | undefined): FormProblem | undefined {
  const text = textOf(footer?.["text"]) ?? "";
  if (text.length > 60) return problem(2388040, "The footer must be at most 60 characters long.");
  return variablesOf(text).length > 0 ? problem(2388073, "The footer cannot have variables.") : undefined;
}

function buttonsProblem(buttons: readonly JsonObject[]): FormProblem | undefined {
  if (buttons.length > 10) return problem(100, "A template has at most 10 buttons.");
  const types = buttons.map((button) => textOf(button["type"]) ?? "");
  const unknown = types.find((type) => !buttonTypes.includes(type));
  if (unknown !== undefined) return problem(100, `Button type ${unknown} is not supported.`);
  for (const [type, most] of Object.entries(mostButtons)) {
    if (types.filter((candidate) => candidate === type).length > most) {
      return problem(100, `A template has at most ${most} ${type} button(s).`);
    }
  }
  const first = types.indexOf("QUICK_REPLY");
  const last = types.lastIndexOf("QUICK_REPLY");
  if (first >= 0 && types.slice(first, last + 1).some((type) => type !== "QUICK_REPLY")) {
    return problem(100, "Quick reply buttons must stand together.");
  }
  for (const button of buttons) {
    const found = buttonProblem(button);
    if (found !== undefined) return found;
  }
  return undefined;
}

function buttonProblem(button: JsonObject): FormProblem | undefined {
  if ((textOf(button["text"])?.length ?? 0) > 25)
    return problem(2388040, "A button's text must be at most 25 characters long.");
  const type = textOf(button["type"]);
  if (type === "URL") {
    const url = textOf(button["url"]) ?? "";
    if (url.length > 2000 || !/^https?:\/\//.test(url)) return problem(100, "A button's url must be a web address.");
    const variables = variablesOf(url);
    const misplaced = variables.length > 1 || (variables.length === 1 && !url.endsWith("}}"));
    return misplaced ? problem(100, "A button's url takes one variable, at its end.") : undefined;
  }
  if (type === "PHONE_NUMBER" && (textOf(button["phone_number"]) ?? "").length > 20) {
    return problem(2388040, "A button's phone number must be at most 20 characters long.");
  }
  return undefined;
}

function cardsProblem(carousel: JsonObject | undefined): FormProblem | undefined {
  if (carousel === undefined) return undefined;
  const cards = objectsOf(carousel["cards"]);
  if (cards.length < 2 || cards.length > 10) return problem(100, "A carousel has 2 to 10 cards.");
  const shapes = cards.map((card) => {
    const components = objectsOf(card["components"]);
    const header = textOf(componentOf(components, "HEADER")?.["format"]) ?? "";
    return `${header} ${buttonsOf(components)
      .map((button) => textOf(button["type"]))
      .join()}`;
  });
  if (new Set(shapes).size > 1) return problem(100, "All cards of a carousel must have the same components.");
  const crowded = cards.some((card) => buttonsOf(objectsOf(card["components"])).length > 2);
  return crowded ? problem(100, "A card has at most 2 buttons.") : undefined;
}

function offerProblem(components: readonly JsonObject[], category: string): FormProblem | undefined {
  const offer = componentOf(components, "LIMITED_TIME_OFFER");
  if (offer === undefined) return undefined;
  const details = objectsOf([offer["limited_time_offer"] ?? {}])[0];
  if ((textOf(details?.["text"])?.length ?? 0) > 16)
    return problem(2388040, "The offer's text must be at most 16 characters long.");
  if (category !== "MARKETING") return problem(100, "Limited-time offers are marketing templates.");
  return componentOf(components, "FOOTER") === undefined
    ? undefined
    : problem(2388073, "Limited-time offers have no footer.");
}
