import type { TemplateButton, TemplateMessage, TemplateParameter } from "#domain/outbound";
import { checkSections } from "./check-interactive.ts";
import {
  type Check,
  atMost,
  counted,
  firstIn,
  firstOf,
  mediaSource,
  needed,
  neededAtMost,
  place,
  unique,
} from "./limits.ts";

/** A filled template, as far as it can be told without the template itself. */
export function checkTemplate(message: TemplateMessage): Check {
  const { name, language, header, body = [], buttons = [], cards } = message;
  return firstOf(
    neededAtMost("name", name, 512),
    /^[a-z0-9_]+$/.test(name) ? undefined : { field: "name", problem: "holds only a–z, 0–9 and _" },
    /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language)
      ? undefined
      : { field: "language", problem: "must be a language code such as pt_BR" },
    header && checkParameter("header", header, 60),
    checkBody("body", body),
    checkButtons("buttons", buttons, 10),
    message.offerEndsAt === undefined || message.offerEndsAt > 0
      ? undefined
      : { field: "offerEndsAt", problem: "must be a time" },
    cards && checkCards(cards),
  );
}

function checkBody(field: string, parameters: readonly TemplateParameter[]): Check {
  return firstOf(
    firstIn(parameters, (parameter, n) =>
      parameter.type === "text" || parameter.type === "currency" || parameter.type === "date-time"
        ? checkParameter(`${field}[${n}]`, parameter, 1_024)
        : { field: `${field}[${n}].type`, problem: `must be a text, an amount or a date, not ${parameter.type}` },
    ),
    checkNames(field, parameters),
  );
}

/** Variables have all a name or none (`parameter_format`), and no name twice. */
function checkNames(field: string, parameters: readonly TemplateParameter[]): Check {
  const names = parameters.flatMap((parameter) =>
    parameter.type === "text" && parameter.name !== undefined ? [parameter.name] : [],
  );
  if (names.length === 0) return undefined;
  if (names.length < parameters.length)
    return { field, problem: "must have names for all of its parameters or for none" };
  return unique(names, (n) => `${field}[${n}].name`);
}

function checkParameter(field: string, parameter: TemplateParameter, most: number): Check {
  switch (parameter.type) {
    case "text":
      return firstOf(neededAtMost(`${field}.text`, parameter.text, most), oneLine(`${field}.text`, parameter.text));
    case "currency":
      return firstOf(
        neededAtMost(`${field}.fallback`, parameter.fallback, most),
        /^[A-Z]{3}$/.test(parameter.code) ? undefined : { field: `${field}.code`, problem: "must be a currency (EUR)" },
        Number.isSafeInteger(parameter.amount1000)
          ? undefined
          : { field: `${field}.amount1000`, problem: "must be a whole number of thousandths" },
      );
    case "date-time":
      return neededAtMost(`${field}.fallback`, parameter.fallback, most);
    case "image":
    case "video":
    case "document":
      return firstOf(
        mediaSource(`${field}.source`, parameter.source),
        atMost(`${field}.filename`, parameter.filename, 240),
      );
    case "location":
      return place(`${field}.`, parameter.latitude, parameter.longitude);
    case "product":
      return needed(`${field}.sku`, parameter.sku);
  }
}

/** Error 132018: a parameter is one line, without a tab or a long gap. */
const oneLine = (field: string, text: string): Check =>
  /[\n\r\t]| {5,}/.test(text)
    ? { field, problem: "must be one line, without tabs and without more than four spaces in a row" }
    : undefined;

function checkButtons(field: string, buttons: readonly TemplateButton[], most: number): Check {
  return firstOf(
    counted(field, buttons.length, 0, most),
    firstIn(buttons, (button, n) =>
      Number.isInteger(button.index) && button.index >= 0 && button.index < 10
        ? checkButton(`${field}[${n}]`, button)
        : { field: `${field}[${n}].index`, problem: "counts from 0 to 9" },
    ),
    unique(
      buttons.map(({ index }) => String(index)),
      (n) => `${field}[${n}].index`,
    ),
  );
}

function checkButton(field: string, button: TemplateButton): Check {
  switch (button.type) {
    case "quick-reply":
      return neededAtMost(`${field}.payload`, button.payload, 256);
    case "url":
      return neededAtMost(`${field}.suffix`, button.suffix, 2_000);
    case "copy-code":
      return neededAtMost(`${field}.code`, button.code, 20);
    case "catalogue":
      return button.thumbnailSku === undefined ? undefined : needed(`${field}.thumbnailSku`, button.thumbnailSku);
    case "product-list":
      return firstOf(
        needed(`${field}.thumbnailSku`, button.thumbnailSku),
        checkSections(`${field}.sections`, button.sections),
      );
    case "flow":
      return undefined;
  }
}

function checkCards(cards: NonNullable<TemplateMessage["cards"]>): Check {
  return firstOf(
    counted("cards", cards.length, 2, 10),
    firstIn(cards, ({ header, body = [], buttons = [] }, n) => {
      const field = `cards[${n}]`;
      const shown = header.type === "image" || header.type === "video" || header.type === "product";
      return firstOf(
        shown ? undefined : { field: `${field}.header.type`, problem: "must be an image, a video or a product" },
        header.type === cards[0]?.header.type
          ? undefined
          : { field: `${field}.header.type`, problem: "must be the first card's" },
        checkParameter(`${field}.header`, header, 60),
        checkBody(`${field}.body`, body),
        checkButtons(`${field}.buttons`, buttons, 2),
      );
    }),
  );
}
