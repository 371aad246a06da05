import { type Json, type JsonObject, listOf, looseTextOf, objectsOf, valueAt, valuesAt, withValue } from "./json.ts";
import type { MetaWorld } from "./model-types.ts";
import { sampleSends } from "./sample-sends.ts";
import type { ChatRecord, MediaRecord, MetaContext, NumberRecord, TemplateRecord, UserRecord } from "./state.ts";
import type { WireResponse } from "../wire.ts";

/** A parsed body of `POST /{phone}/messages`. `kind`: `text`, `interactive.list`, `template`, `mark-read`, … */
export type Send = { readonly kind: string; readonly body: JsonObject };

/** What a rule may look at beside the body. */
export type SendScene = {
  readonly context: MetaContext;
  readonly number: NumberRecord;
  /** The customer addressed; absent when nobody has that address. */
  readonly user: UserRecord | undefined;
  readonly chat: ChatRecord | undefined;
  readonly template: TemplateRecord | undefined;
  /** Sends by `link` when the world could fetch it: the file, or why there is none. */
  readonly fetched: { readonly media?: MediaRecord; readonly problem?: string } | undefined;
};

/** Where an example is played: a world with the sample catalogue, templates, customer and an open window. */
export type RuleStage = {
  readonly world: MetaWorld;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly userId: string;
  /** Uploads a small file and gives its media id. */
  readonly upload: (mimeType: string) => Promise<string>;
  /** Puts a file on the web, or takes it away (status 404). */
  readonly publish: (url: string, status: number, mimeType: string, bytes: Uint8Array) => void;
  /** Moves the clock, in milliseconds. */
  readonly advance: (milliseconds: number) => Promise<void>;
  readonly send: (body: JsonObject) => Promise<WireResponse>;
  /** Any other call of the Graph API, with the number's token. */
  readonly call: (method: string, path: string, body?: JsonObject) => Promise<WireResponse>;
};

/** A send that breaks the rule, and what must happen in the world before it. */
export type RuleExample = {
  readonly body: JsonObject | ((stage: RuleStage) => Promise<JsonObject>);
  readonly before?: (stage: RuleStage) => void | Promise<void>;
};

/** A row of the table: a condition and the answer of the API when it does not hold. */
export type Rule = {
  readonly id: string;
  /** Kinds it looks at; `any` message to a customer, `all` also mark-read and typing. */
  readonly kinds: "any" | "all" | readonly string[];
  readonly code: number;
  /** The error's details when the send breaks the rule, undefined when it is fine. */
  readonly broken: (send: Send, scene: SendScene) => string | undefined;
  readonly example: RuleExample;
};

/** The valid sample of a kind. Throws for an unknown kind: a mistake in the table. */
export function sampleOf(kind: string): JsonObject {
  const sample = sampleSends[kind];
  if (sample === undefined) throw new Error(`There is no sample send of kind ${kind}.`);
  return sample;
}

/** The sample of a kind with one value replaced (undefined removes it). */
export function edited(kind: string, path: string, value: Json | undefined): JsonObject {
  return withValue(sampleOf(kind), path, value);
}

/** A text of so many characters. */
export function textOfLength(length: number): string {
  return "x".repeat(length);
}

/** The path `image.link` as Meta writes it in details: `image['link']`. */
function paramName(path: string): string {
  const [first = "", ...rest] = path.split(".").map((step) => step.replace("[]", ""));
  return first + rest.map((step) => `['${step}']`).join("");
}

/** At most `max` characters (UTF-16 units). */
export function limit(kind: string, path: string, max: number, code = 131009): Rule {
  return {
    id: `${kind}: ${path} at most ${max} characters`,
    kinds: [kind],
    code,
    broken: ({ body }) =>
      valuesAt(body, path).some((value) => (looseTextOf(value)?.length ?? 0) > max)
        ? `Param ${paramName(path)} must be at most ${max} characters long.`
        : undefined,
    example: { body: edited(kind, path, textOfLength(max + 1)) },
  };
}

/** Must be there, and not be empty. */
export function required(kind: string, path: string, code = 131008): Rule {
  return {
    id: `${kind}: ${path} is required`,
    kinds: [kind],
    code,
    broken: ({ body }) => {
      const missing = valuesAt(body, path).some((value) => value === undefined || value === null || value === "");
      return missing ? `The parameter ${paramName(path)} is required.` : undefined;
    },
    example: { body: edited(kind, path, undefined) },
  };
}

/** Must be one of these when it is there. */
export function oneOf(kind: string, path: string, values: readonly string[], code = 131009): Rule {
  return {
    id: `${kind}: ${path} is one of ${values.join(", ")}`,
    kinds: [kind],
    code,
    broken: ({ body }) =>
      valuesAt(body, path).some((value) => value !== undefined && !values.includes(String(value)))
        ? `Param ${paramName(path)} must be one of {${values.join(", ").toUpperCase()}}.`
        : undefined,
    example: { body: edited(kind, path, "something-else") },
  };
}

/** A list with a least and a greatest length; the example repeats its first element beyond it. */
export function count(kind: string, path: string, least: number, most: number, code = 131009): Rule {
  const first = listOf(valueAt(sampleOf(kind), path))[0] ?? {};
  return {
    id: `${kind}: ${path} holds ${least} to ${most}`,
    kinds: [kind],
    code,
    broken: ({ body }) => {
      const outside = valuesAt(body, path).some((value) => {
        const { length } = listOf(value);
        return length < least || length > most;
      });
      return outside ? `Param ${paramName(path)} must have between ${least} and ${most} elements.` : undefined;
    },
    example: {
      body: edited(
        kind,
        path,
        Array.from({ length: most + 1 }, () => first),
      ),
    },
  };
}

/** No two the same; the example gives the second element of the list the value of the first. */
export function unique(kind: string, listPath: string, path: string): Rule {
  const [first = {}, second = {}, ...others] = objectsOf(valueAt(sampleOf(kind), listPath));
  const inside = path.slice(listPath.length + "[].".length);
  return {
    id: `${kind}: ${path} is unique`,
    kinds: [kind],
    code: 131009,
    broken: ({ body }) => {
      const values = valuesAt(body, path).map((value) => looseTextOf(value) ?? "");
      return new Set(values).size < values.length ? `Duplicate value for ${paramName(path)}.` : undefined;
    },
    example: {
      body: edited(kind, listPath, [first, withValue(second, inside, valueAt(first, inside)), ...others]),
    },
  };
}

/** Must not be there. */
export function absent(kind: string, path: string, example: Json): Rule {
  return {
    id: `${kind}: no ${path}`,
    kinds: [kind],
    code: 131009,
    broken: ({ body }) =>
      valueAt(body, path) === undefined ? undefined : `Unexpected key "${paramName(path)}" on param interactive.`,
    example: { body: edited(kind, path, example) },
  };
}

/** A web address. */
export function webAddress(kind: string, path: string, code = 131009): Rule {
  return {
    id: `${kind}: ${path} is a web address`,
    kinds: [kind],
    code,
    broken: ({ body }) =>
      valuesAt(body, path).some((value) => value !== undefined && !isWebAddress(value))
        ? `Param ${paramName(path)} is not a valid URI.`
        : undefined,
    example: { body: edited(kind, path, "shop.example/ring") },
  };
}

function isWebAddress(value: Json | undefined): boolean {
  return typeof value === "string" && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
}

/** A rule in its own words; for what the forms above cannot say. */
export function rule(
  id: string,
  kinds: Rule["kinds"],
  code: number,
  broken: Rule["broken"],
  example: RuleExample,
): Rule {
  return { id, kinds, code, broken, example };
}
