import { type JsonObject, looseTextOf, objectOf, objectsOf, textOf, valueAt } from "./json.ts";
import type { RenderedButton, RenderedCard, RenderedTemplate } from "./phone-types.ts";
import type { TemplateRecord } from "./state.ts";

/** Names of the variables of a text, in order, each once: `{{1}}`, `{{name}}`. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? ""))];
}

/** The template's component of a type (upper case as stored). */
export function componentOf(components: readonly JsonObject[], type: string): JsonObject | undefined {
  return components.find((component) => (textOf(component["type"]) ?? "").toUpperCase() === type);
}

/** The template's buttons. */
export function buttonsOf(components: readonly JsonObject[]): readonly JsonObject[] {
  return objectsOf(componentOf(components, "BUTTONS")?.["buttons"]);
}

/** The parameters a send gives for a component. */
export function parametersOf(components: readonly JsonObject[], type: string): readonly JsonObject[] {
  const component = components.find((candidate) => textOf(candidate["type"])?.toLowerCase() === type);
  return objectsOf(component?.["parameters"]);
}

/** The parameters a send gives for the button at this place; undefined when it names it not. */
export function buttonParameters(components: readonly JsonObject[], index: number): readonly JsonObject[] | undefined {
  const component = components.find(
    (candidate) => textOf(candidate["type"])?.toLowerCase() === "button" && Number(candidate["index"]) === index,
  );
  return component === undefined ? undefined : objectsOf(component["parameters"]);
}

/** What a parameter shows: its text, or the fallback of a currency or a date. */
export function shownParameter(parameter: JsonObject): string {
  const type = textOf(parameter["type"]) ?? "text";
  if (type === "text") return looseTextOf(parameter["text"]) ?? "";
  return looseTextOf(objectOf(parameter[type])["fallback_value"]) ?? "";
}

/** A text with its variables filled in: by name where parameters have one, by order otherwise. */
export function filled(text: string, parameters: readonly JsonObject[]): string {
  const order = variablesOf(text);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => {
    const named = parameters.find((parameter) => parameter["parameter_name"] === name);
    const found = named ?? parameters[order.indexOf(name)];
    return found === undefined ? "" : shownParameter(found);
  });
}

/** The template as the customer sees it. `sent` are the components of the send. */
export function renderTemplate(template: TemplateRecord, sent: readonly JsonObject[]): RenderedTemplate {
  const header = componentOf(template.components, "HEADER");
  const footer = textOf(componentOf(template.components, "FOOTER")?.["text"]);
  const carousel = objectsOf(componentOf(template.components, "CAROUSEL")?.["cards"]);
  const sentCards = objectsOf(
    sent.find((component) => textOf(component["type"])?.toLowerCase() === "carousel")?.["cards"],
  );
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    ...(header === undefined ? {} : { header: renderHeader(header, parametersOf(sent, "header")) }),
    body: bodyText(template.components, sent),
    ...(footer === undefined ? {} : { footer }),
    buttons: renderButtons(template.components, sent),
    ...(carousel.length === 0 ? {} : { cards: carousel.map((card, index) => renderCard(card, sentCards[index])) }),
  };
}

function bodyText(components: readonly JsonObject[], sent: readonly JsonObject[]): string {
  return filled(textOf(componentOf(components, "BODY")?.["text"]) ?? "", parametersOf(sent, "body"));
}

function renderHeader(header: JsonObject, parameters: readonly JsonObject[]) {
  const format = textOf(header["format"]) ?? "TEXT";
  if (format === "TEXT") return { format, text: filled(textOf(header["text"]) ?? "", parameters) };
  const media = objectOf(valueAt(parameters[0], format.toLowerCase()));
  return { format, media };
}

function renderButtons(components: readonly JsonObject[], sent: readonly JsonObject[]): readonly RenderedButton[] {
  return buttonsOf(components).map((button, index) => renderButton(button, buttonParameters(sent, index)?.[0]));
}

function renderButton(button: JsonObject, parameter: JsonObject | undefined): RenderedButton {
  const type = textOf(button["type"]) ?? "";
  const text = textOf(button["text"]) ?? (type === "COPY_CODE" ? "Copy code" : "");
  if (type === "QUICK_REPLY") {
    return { type, text, payload: looseTextOf(parameter?.["payload"]) ?? looseTextOf(parameter?.["text"]) ?? text };
  }
  if (type === "URL")
    return { type, text, url: filled(textOf(button["url"]) ?? "", parameter === undefined ? [] : [parameter]) };
  if (type === "PHONE_NUMBER") return { type, text, phoneNumber: textOf(button["phone_number"]) ?? "" };
  if (type === "COPY_CODE") return { type, text, couponCode: textOf(parameter?.["coupon_code"]) ?? "" };
  if (type === "OTP") return { type, text, couponCode: looseTextOf(parameter?.["text"]) ?? "" };
  return { type, text };
}

function renderCard(card: JsonObject, sentCard: JsonObject | undefined): RenderedCard {
  const components = objectsOf(card["components"]);
  const sent = objectsOf(sentCard?.["components"]);
  const header = componentOf(components, "HEADER");
  return {
    ...(header === undefined ? {} : { header: { ...renderHeader(header, parametersOf(sent, "header")).media } }),
    body: bodyText(components, sent),
    buttons: renderButtons(components, sent),
  };
}
