import type { WireResponse } from "../wire.ts";
import { answer, failure, unknownObject } from "./graph-answers.ts";
import { newObjectId } from "./ids.ts";
import { type Json, type JsonObject, objectsOf, textOf } from "./json.ts";
import type { TemplateSetup, TemplateStatus } from "./model-types.ts";
import type { MetaContext, TemplateRecord } from "./state.ts";
import { componentsProblem, templateProblem } from "./template-form.ts";
import { componentOf } from "./template-text.ts";

const hour = 3_600_000;
const creationsPerHour = 100;
const mostTemplates = 6_000;
const editsPerMonth = 10;

/** Words that make a reviewer think of selling: a utility template with them is taken as marketing. */
const selling = /\b(offer|sale|discount|promo|deal|% off|soldes|promotion|sconto|oferta|desconto)\b/i;

/** Puts an approved (or other) template in place without a review. Returns its id. */
export function addTemplate(context: MetaContext, wabaId: string, setup: TemplateSetup): string {
  const template: TemplateRecord = {
    id: newObjectId(context),
    wabaId,
    name: setup.name,
    language: setup.language,
    category: setup.category,
    components: setup.components,
    parameterFormat: setup.parameterFormat ?? "POSITIONAL",
    status: setup.status ?? "APPROVED",
    rejectedReason: "NONE",
    editedAt: [],
    revision: 1,
  };
  context.state.templates.set(template.id, template);
  return template.id;
}

/** Templates of an account that are still there. */
function templatesOf(context: MetaContext, wabaId: string): readonly TemplateRecord[] {
  return [...context.state.templates.values()].filter(
    (template) => template.wabaId === wabaId && template.status !== "DELETED",
  );
}

/** Moves every language of a template to a status and tells by `message_template_status_update`. */
export function setTemplateStatus(
  context: MetaContext,
  wabaId: string,
  name: string,
  status: TemplateStatus,
  reason = "NONE",
): void {
  const found = templatesOf(context, wabaId).filter((template) => template.name === name);
  if (found.length === 0) throw new Error(`The account ${wabaId} has no template ${name}.`);
  for (const template of found) moveTemplate(context, template, status, reason);
}

function moveTemplate(context: MetaContext, template: TemplateRecord, status: TemplateStatus, reason: string): void {
  template.status = status;
  template.rejectedReason = reason;
  context.emit({
    wabaId: template.wabaId,
    field: "message_template_status_update",
    value: {
      event: status,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      message_template_category: template.category,
      reason,
      ...(status === "PAUSED" ? { other_info: { title: "FIRST_PAUSE", description: "Paused for low quality." } } : {}),
      ...(status === "REJECTED" ? { rejection_info: { reason: rejectionWords(reason) } } : {}),
    },
    kind: "other",
  });
}

function rejectionWords(reason: string): string {
  return reason === "INVALID_FORMAT"
    ? "The template has variables placed next to each other without text or punctuation between them."
    : "The template does not follow the commerce or business policy.";
}

/** `GET|POST|DELETE /{waba}/message_templates`. */
export function templateCollection(
  context: MetaContext,
  wabaId: string,
  method: string,
  query: URLSearchParams,
  body: JsonObject,
): WireResponse {
  if (method === "GET") return listTemplates(context, wabaId, query);
  if (method === "POST") return createTemplate(context, wabaId, body);
  const name = query.get("name") ?? textOf(body["name"]);
  const id = query.get("hsm_id");
  const found = templatesOf(context, wabaId).filter(
    (template) => template.name === name && (id === null || template.id === id),
  );
  if (found.length === 0) return failure(context, 100, "Message template not found.");
  for (const template of found) template.status = "DELETED";
  return answer(200, { success: true });
}

function createTemplate(context: MetaContext, wabaId: string, body: JsonObject): WireResponse {
  const problem = templateProblem(body) ?? placeProblem(context, wabaId, body);
  if (problem !== undefined) return failure(context, problem.code, problem.details);
  const asked = (textOf(body["category"]) ?? "").toUpperCase();
  const text = textOf(componentOf(objectsOf(body["components"]), "BODY")?.["text"]) ?? "";
  const category = asked === "UTILITY" && selling.test(text) ? "MARKETING" : asked;
  const components = objectsOf(body["components"]).map((component) =>
    asked === "AUTHENTICATION" && component["type"] === "BODY"
      ? { ...component, text: "*{{1}}* is your verification code." }
      : component,
  );
  const named = textOf(body["parameter_format"])?.toUpperCase() === "NAMED";
  const id = addTemplate(context, wabaId, {
    name: textOf(body["name"]) ?? "",
    language: textOf(body["language"]) ?? "",
    category: category as TemplateSetup["category"],
    components,
    parameterFormat: named ? "NAMED" : "POSITIONAL",
    status: "PENDING",
  });
  beginReview(context, id);
  return answer(200, { id, status: "PENDING", category });
}

function placeProblem(context: MetaContext, wabaId: string, body: JsonObject) {
  const { state, ports } = context;
  const existing = templatesOf(context, wabaId);
  const twin = existing.some((one) => one.name === body["name"] && one.language === body["language"]);
  if (twin) return { code: 2388024, details: "There is already content in this language for this template." };
  if (existing.length >= mostTemplates) return { code: 2388019, details: "The account has too many templates." };
  const recent = (state.templateCreations.get(wabaId) ?? []).filter((at) => at > ports.now() - hour);
  if (recent.length >= creationsPerHour) return { code: 80007, details: "Too many templates were created this hour." };
  state.templateCreations.set(wabaId, [...recent, ports.now()]);
  return undefined;
}

function beginReview(context: MetaContext, templateId: string): void {
  const revision = context.state.templates.get(templateId)?.revision ?? 0;
  context.plan(context.settings.reviewMs, { kind: "review", templateId, revision });
}

/** The review: variables side by side are an invalid format, talk of secrets is abusive, all else passes. */
export function endReview(context: MetaContext, templateId: string, revision: number): void {
  const template = context.state.templates.get(templateId);
  if (template === undefined || template.status !== "PENDING" || template.revision !== revision) return;
  const text = JSON.stringify(template.components);
  if (/\}\}\s*\{\{/.test(text)) moveTemplate(context, template, "REJECTED", "INVALID_FORMAT");
  else if (/\b(password|card number|cvv)\b/i.test(text)) moveTemplate(context, template, "REJECTED", "ABUSIVE_CONTENT");
  else moveTemplate(context, template, "APPROVED", "NONE");
}

function listTemplates(context: MetaContext, wabaId: string, query: URLSearchParams): WireResponse {
  const matching = templatesOf(context, wabaId).filter((template) =>
    (["name", "status", "category", "language"] as const).every((key) => {
      const wanted = query.get(key);
      return wanted === null || template[key] === wanted;
    }),
  );
  const limit = Math.max(1, Number(query.get("limit") ?? 25));
  const after = query.get("after");
  const start = after === null ? 0 : matching.findIndex((template) => cursorOf(template) === after) + 1;
  const page = matching.slice(start, start + limit);
  const fields = query.get("fields")?.split(",");
  const [first] = page;
  const last = page.at(-1);
  const more = start + limit < matching.length;
  return answer(200, {
    data: page.map((template) => templateView(template, fields)),
    ...(first === undefined || last === undefined
      ? {}
      : {
          paging: {
            cursors: { before: cursorOf(first), after: cursorOf(last) },
            ...(more ? { next: `/${wabaId}/message_templates?after=${cursorOf(last)}` } : {}),
          },
        }),
  });
}

function cursorOf(template: TemplateRecord): string {
  return Buffer.from(template.id).toString("base64url");
}

function templateView(template: TemplateRecord, fields: readonly string[] | undefined): Json {
  const view: JsonObject = {
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    quality_score: { score: "UNKNOWN" },
    rejected_reason: template.rejectedReason,
  };
  const shown =
    fields === undefined ? Object.entries(view) : Object.entries(view).filter(([key]) => fields.includes(key));
  return { ...Object.fromEntries(shown), id: template.id };
}

/** `GET|POST /{template id}`: shows it, or edits it (a new review follows). */
export function templateObject(
  context: MetaContext,
  template: TemplateRecord,
  method: string,
  query: URLSearchParams,
  body: JsonObject,
): WireResponse {
  if (template.status === "DELETED") return unknownObject(context, template.id, method);
  if (method === "GET") return answer(200, templateView(template, query.get("fields")?.split(",")));
  if (!["APPROVED", "REJECTED", "PAUSED"].includes(template.status)) {
    return failure(context, 100, "Only approved, rejected or paused templates can be edited.");
  }
  const now = context.ports.now();
  const edits = template.editedAt.filter((at) => at > now - 30 * 24 * hour);
  const tooSoon = edits.some((at) => at > now - 24 * hour);
  if (template.status === "APPROVED" && (tooSoon || edits.length >= editsPerMonth)) {
    return failure(context, 100, "An approved template can be edited once a day and ten times in 30 days.");
  }
  const components = body["components"] === undefined ? template.components : objectsOf(body["components"]);
  const problem = componentsProblem(components, template.category);
  if (problem !== undefined) return failure(context, problem.code, problem.details);
  template.components = components;
  template.editedAt = [...edits, now];
  template.status = "PENDING";
  template.revision += 1;
  beginReview(context, template.id);
  return answer(200, { success: true });
}
