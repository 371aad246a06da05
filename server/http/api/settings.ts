import type { settingsRoutes } from "#api/routes-settings";
import type { Profile } from "#api/settings";
import type { RowOf } from "#contracts/store";
import { hours, minutes } from "#domain/instant";
import { isLanguage } from "#domain/language";
import { notFound } from "../problem.ts";
import type { Looking } from "../read/looking.ts";
import { changeMoneySettings, readMoneySettings } from "./money-settings.ts";
import { listConnections, putConnection, testConnection } from "./connections.ts";
import { type Call, type Handlers, timeOf } from "./call.ts";
import { writeSettings } from "./records.ts";
import { wrongField, wrongFields } from "./refusals.ts";

const inMinutes = (setting: unknown, standard: number): number =>
  Math.round((typeof setting === "number" ? setting : standard) / minutes(1));

const shownProfile = (row: RowOf<"profile">): Profile => ({
  slug: row.slug,
  name: row.name,
  country: row.country,
  currency: row.currency,
  languages: row.languages.filter(isLanguage),
  timeZone: row.time_zone,
  linkLifeMinutes: inMinutes(row.settings["linkLifeMs"], hours(23)),
  reminderAfterMinutes: inMinutes(row.settings["reminderAfterMs"], hours(3)),
  legal: Array.isArray(row.settings["legal"]) ? row.settings["legal"].map(String) : [],
});

async function profileRow({ till, shop }: Looking): Promise<RowOf<"profile">> {
  const [row] = await till.ports.store.tx(shop.businessId, (tx) => tx.select("profile", {}));
  if (!row) throw notFound();
  return row;
}

function checkZone(timeZone: string | undefined): void {
  if (timeZone === undefined) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone }).format(0);
  } catch {
    throw wrongFields(wrongField("/timeZone", "profile.time-zone"));
  }
}

async function changeProfile(call: Call<"changeProfile">): Promise<Profile> {
  const { body, shop } = call;
  checkZone(body.timeZone);
  const about = { act: "change", kind: "profile", id: shop.slug, details: { fields: Object.keys(body) } };
  const row = await writeSettings(call, about, async (tx, now) => {
    const [before] = await tx.select("profile", {}, { lock: true });
    if (!before) throw notFound();
    const settings = {
      ...before.settings,
      ...(body.linkLifeMinutes === undefined ? {} : { linkLifeMs: minutes(body.linkLifeMinutes) }),
      ...(body.reminderAfterMinutes === undefined ? {} : { reminderAfterMs: minutes(body.reminderAfterMinutes) }),
      ...(body.legal === undefined ? {} : { legal: [...body.legal] }),
    };
    const after = {
      ...before,
      name: body.name ?? before.name,
      country: body.country ?? before.country,
      languages: body.languages === undefined ? before.languages : [...new Set(body.languages)],
      time_zone: body.timeZone ?? before.time_zone,
      settings,
      changed_at: now,
    };
    await tx.update("profile", [after]);
    return after;
  });
  return shownProfile(row);
}

const shownAnswer = (row: RowOf<"answer">) => ({
  id: row.answer_id,
  keywords: row.keywords,
  text: row.body,
  archived: row.archived,
  changedAt: timeOf(row.changed_at),
});

async function createAnswer(call: Call<"createAnswer">) {
  const { body, keyedId } = call;
  const answer_id = keyedId;
  const row = await writeSettings(call, { act: "create", kind: "answer", id: answer_id }, async (tx, now) => {
    const [last] = await tx.select("answer", {}, { orderBy: ["position"], descending: true, limit: 1 });
    const made = {
      answer_id,
      keywords: [...body.keywords],
      body: body.text,
      position: (last?.position ?? -1) + 1,
      archived: false,
      changed_at: now,
    };
    await tx.insert("answer", [made]);
    return made;
  });
  return shownAnswer(row);
}

async function changeAnswer(call: Call<"changeAnswer">) {
  const { body } = call;
  const answer_id = call.params.answer;
  const row = await writeSettings(call, { act: "change", kind: "answer", id: answer_id }, async (tx, now) => {
    const [changed] = await tx.updateIf(
      "answer",
      { answer_id: { eq: answer_id } },
      {
        ...(body.keywords === undefined ? {} : { keywords: [...body.keywords] }),
        ...(body.text === undefined ? {} : { body: body.text }),
        ...(body.archived === undefined ? {} : { archived: body.archived }),
        changed_at: now,
      },
    );
    if (!changed) throw notFound();
    return changed;
  });
  return shownAnswer(row);
}

/** What an owner sets. */
export const settingsHandlers: Handlers<keyof typeof settingsRoutes> = {
  profile: async (call) => shownProfile(await profileRow(call)),
  changeProfile,
  moneySettings: readMoneySettings,
  changeMoneySettings,
  plugs: async ({ till }) => [
    ...till.plugs.channels.map(({ kind, form, setup }) => ({ plug: "channel" as const, kind, form, setup })),
    ...till.plugs.rails.map(({ kind, form, setup }) => ({ plug: "rail" as const, kind, form, setup })),
  ],
  connections: listConnections,
  putConnection,
  testConnection,
  async answers({ till, shop }) {
    const rows = await till.ports.store.tx(shop.businessId, (tx) =>
      tx.select("answer", {}, { orderBy: ["position", "answer_id"] }),
    );
    return rows.map(shownAnswer);
  },
  createAnswer,
  changeAnswer,
};
