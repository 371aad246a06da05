import type { WireResponse } from "../wire.ts";
import { chatOf, windowIsOpen } from "./chats.ts";
import { answer, failure, titleOf } from "./graph-answers.ts";
import { bsuidOf, userByBsuid, userByPhone } from "./identity.ts";
import { type Json, type JsonObject, objectsOf, textOf } from "./json.ts";
import type { MetaContext, NumberRecord } from "./state.ts";

const profileFields = ["about", "address", "description", "email", "profile_picture_url", "websites", "vertical"];
const profileLimits: Readonly<Record<string, number>> = { about: 139, address: 256, description: 512, email: 128 };

/** A flag as Graph takes it: `true`, `"true"`, or in the query string. */
function flag(body: JsonObject, query: URLSearchParams, name: string): boolean | undefined {
  const value = body[name] ?? query.get(name) ?? undefined;
  return value === undefined ? undefined : String(value) === "true";
}

/** `GET|POST /{phone}/whatsapp_commerce_settings`. */
export function commerceSettings(
  number: NumberRecord,
  method: string,
  query: URLSearchParams,
  body: JsonObject,
): WireResponse {
  if (method === "GET") {
    const { isCartEnabled, isCatalogVisible } = number.commerce;
    const id = number.catalogue?.catalogId ?? number.setup.phoneNumberId;
    return answer(200, { data: [{ is_cart_enabled: isCartEnabled, is_catalog_visible: isCatalogVisible, id }] });
  }
  number.commerce.isCartEnabled = flag(body, query, "is_cart_enabled") ?? number.commerce.isCartEnabled;
  number.commerce.isCatalogVisible = flag(body, query, "is_catalog_visible") ?? number.commerce.isCatalogVisible;
  return answer(200, { success: true });
}

/** `GET|POST /{phone}/whatsapp_business_profile`. */
export function businessProfile(
  context: MetaContext,
  number: NumberRecord,
  method: string,
  query: URLSearchParams,
  body: JsonObject,
): WireResponse {
  if (method === "GET") {
    const fields = query.get("fields")?.split(",") ?? profileFields;
    const shown = Object.entries(number.profile).filter(([key]) => fields.includes(key));
    return answer(200, { data: [{ ...Object.fromEntries(shown), messaging_product: "whatsapp" }] });
  }
  if (body["messaging_product"] !== "whatsapp") {
    return failure(context, 100, "The parameter messaging_product is required.");
  }
  const long = Object.entries(profileLimits).find(([key, most]) => (textOf(body[key])?.length ?? 0) > most);
  if (long !== undefined) return failure(context, 100, `Param ${long[0]} must be at most ${long[1]} characters long.`);
  const given = Object.entries(body).filter(([key]) => profileFields.includes(key));
  number.profile = { ...number.profile, ...Object.fromEntries(given) };
  return answer(200, { success: true });
}

/** `GET|POST|DELETE /{phone}/block_users`: only users who wrote within 24 hours can be blocked. */
export function blockUsers(context: MetaContext, number: NumberRecord, method: string, body: JsonObject): WireResponse {
  const view = (id: string): Json => {
    const user = context.state.users.get(id);
    if (user === undefined) return {};
    return { wa_id: user.phone, user_id: bsuidOf(context.state, user, number) };
  };
  if (method === "GET") return answer(200, { data: [...number.blocked].map(view) });
  const done: Json[] = [];
  const failed: Json[] = [];
  for (const entry of objectsOf(body["block_users"])) {
    const input = textOf(entry["user"]) ?? textOf(entry["user_id"]) ?? "";
    const user = userByPhone(context.state, input) ?? userByBsuid(context.state, number, input);
    const problem = user === undefined ? 131026 : blockProblem(context, number, user.id, method);
    if (user !== undefined && problem === undefined) {
      if (method === "POST") number.blocked.add(user.id);
      else number.blocked.delete(user.id);
      done.push({ input, ...(user.phone === undefined ? {} : { wa_id: user.phone }) });
    } else {
      const code = problem ?? 131026;
      failed.push({ input, errors: [{ message: titleOf(code), code, error_data: { details: titleOf(code) } }] });
    }
  }
  const list = method === "POST" ? { added_users: done } : { removed_users: done };
  if (failed.length > 0 && done.length === 0) {
    return failure(context, 139100, `Failed for ${failed.length} user(s): ${JSON.stringify(failed)}`);
  }
  const block = { ...list, ...(failed.length === 0 ? {} : { failed_users: failed }) };
  return answer(200, { messaging_product: "whatsapp", block_users: block });
}

function blockProblem(context: MetaContext, number: NumberRecord, userId: string, method: string): number | undefined {
  if (method !== "POST") return undefined;
  const chat = chatOf(context, userId, number.setup.phoneNumberId);
  return windowIsOpen(chat, context.ports.now()) ? undefined : 131047;
}

/** `GET|POST|DELETE /{phone}/username`, told by `business_username_updates`. */
export function businessUsername(
  context: MetaContext,
  number: NumberRecord,
  method: string,
  body: JsonObject,
): WireResponse {
  if (method === "GET") {
    if (number.username === undefined) return answer(200, {});
    return answer(200, { username: number.username, status: "approved" });
  }
  const username = method === "DELETE" ? undefined : (textOf(body["username"]) ?? "");
  if (username !== undefined && !/^(?=.*[a-z])[a-z0-9._]{3,35}$/.test(username)) {
    return failure(context, 147002, "A username has 3 to 35 lowercase letters, digits, dots and underscores.");
  }
  const taken = [...context.state.numbers.values()].some((other) => other !== number && other.username === username);
  if (username !== undefined && taken) return failure(context, 147001, "The username is taken.");
  number.username = username;
  const status = username === undefined ? "deleted" : "approved";
  context.emit({
    wabaId: number.setup.wabaId,
    phoneNumberId: number.setup.phoneNumberId,
    field: "business_username_updates",
    value: {
      display_phone_number: number.digits,
      ...(username === undefined ? {} : { username }),
      status,
    },
    kind: "other",
  });
  return answer(200, method === "DELETE" ? { success: true } : { status });
}

/** The settings a number shows to its operator. */
export function numberView(number: NumberRecord): Json {
  return {
    id: number.setup.phoneNumberId,
    display_phone_number: number.setup.displayPhoneNumber,
    verified_name: number.setup.name,
    quality_rating: number.trouble.spamRestricted === true ? "RED" : "GREEN",
    status: number.trouble.unregistered === true ? "DISCONNECTED" : "CONNECTED",
    code_verification_status: "VERIFIED",
    name_status: "APPROVED",
    platform_type: "CLOUD_API",
    account_mode: "LIVE",
    throughput: { level: "STANDARD" },
    whatsapp_business_manager_messaging_limit: "TIER_2K",
    ...(number.username === undefined ? {} : { username: number.username }),
    ...(number.subscribed ? { webhook_configuration: { application: number.webhookUrl } } : {}),
  };
}
