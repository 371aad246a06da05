import type { JsonObject } from "./json.ts";
import { windowIsOpen } from "./chats.ts";
import type { ChatRecord, MetaContext, NumberRecord, TemplateRecord } from "./state.ts";

const monthOf = new Intl.DateTimeFormat("en-CA", { timeZone: "UTC", year: "numeric", month: "2-digit" });

function freeService(context: MetaContext, number: NumberRecord): boolean {
  const month = monthOf.format(context.ports.now());
  if (number.freeServiceUsed.month !== month) number.freeServiceUsed = { month, count: 0 };
  if (number.freeServiceUsed.count >= context.settings.freeServicePerMonth) return false;
  number.freeServiceUsed.count += 1;
  return true;
}

/**
 * `pricing` of a send (per-message pricing): free inside the free entry point; templates by their category; from
 * `serviceBilledFrom` free-form messages beyond the monthly allowance and utility templates inside the window too.
 */
export function pricingOf(
  context: MetaContext,
  number: NumberRecord,
  chat: ChatRecord,
  template: TemplateRecord | undefined,
): JsonObject {
  const now = context.ports.now();
  const billedNow = now >= context.settings.serviceBilledFrom;
  const category = template?.category.toLowerCase() ?? "service";
  if (now < chat.freeEntryUntil) return priced("free_entry_point", "referral_conversion");
  if (category === "service") {
    const free = !billedNow || freeService(context, number);
    return priced(free ? "free_customer_service" : "regular", category);
  }
  const freeUtility = category === "utility" && !billedNow && windowIsOpen(chat, now);
  return priced(freeUtility ? "free_customer_service" : "regular", category);
}

function priced(type: string, category: string): JsonObject {
  return { billable: type === "regular", pricing_model: "PMP", type, category };
}
