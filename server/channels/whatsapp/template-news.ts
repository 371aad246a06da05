import type { InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import { type Fields, fieldsOf, given, wordsOf } from "./json-fields.ts";
import { type Scene, newsId, timeIn, unknownIn } from "./scene.ts";

/** The fields that tell of templates. */
export const templateFields: ReadonlySet<string> = new Set([
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
]);

type Change = { readonly change: string; readonly reason?: string };

/** Meta's own sample of a quality change bears the name of another field: what is inside decides. */
function changeOf(field: string, value: Fields): Change | undefined {
  const quality = wordsOf(value["new_quality_score"]);
  if (quality !== undefined)
    return withReason(`QUALITY_${quality}`, [before("it was", value["previous_quality_score"])]);
  const category = wordsOf(value["new_category"]);
  if (category !== undefined) {
    const correct = wordsOf(value["correct_category"]);
    return correct === undefined
      ? withReason(`CATEGORY_${category}`, [before("it was", value["previous_category"])])
      : withReason(`CATEGORY_WILL_BE_${correct}`, [before("it is", category)]);
  }
  const event = wordsOf(value["event"]);
  if (event !== undefined) return withReason(event, statusReasons(value));
  return field === "message_template_components_update" ? { change: "COMPONENTS_CHANGED" } : undefined;
}

const before = (words: string, value: unknown): string | undefined => {
  const text = wordsOf(value);
  return text === undefined ? undefined : `${words} ${text}`;
};

function statusReasons(value: Fields): readonly (string | undefined)[] {
  const reason = wordsOf(value["reason"]);
  const rejection = fieldsOf(value["rejection_info"]);
  const other = fieldsOf(value["other_info"]);
  return [
    reason === "NONE" ? undefined : reason,
    wordsOf(rejection["reason"]),
    wordsOf(rejection["recommendation"]),
    wordsOf(other["title"]),
    wordsOf(other["description"]),
    before("disabled on", fieldsOf(value["disable_info"])["disable_date"]),
  ];
}

function withReason(change: string, reasons: readonly (string | undefined)[]): Change {
  const told = reasons.filter((reason) => reason !== undefined).join("; ");
  return { change: change.slice(0, 64), ...given({ reason: told === "" ? undefined : told.slice(0, 1_000) }) };
}

/** The value of a template field. */
export function readTemplateNews(scene: Scene): InboundEvent {
  const { value, field } = scene;
  const name = wordsOf(value["message_template_name"]);
  const change = changeOf(field, value);
  if (name === undefined || change === undefined) return unknownIn(scene, field, value);
  return {
    kind: "template-changed",
    id: newsId(scene, "template", value),
    name: name.slice(0, 512),
    language: wordsOf(value["message_template_language"])?.slice(0, 16) ?? "",
    ...change,
    at: timeIn(scene, value["timestamp"]) ?? instant(0),
  };
}
