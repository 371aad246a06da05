import type { FieldProblem } from "#api/problem";
import type { Connection, ConnectionTest } from "#api/settings";
import { HttpFailure } from "#contracts/http-port";
import type { SettingsForm } from "#contracts/settings";
import type { RowOf, Tx } from "#contracts/store";
import { notFound } from "../problem.ts";
import type { Looking } from "../read/looking.ts";
import type { PlugGuide } from "../till.ts";
import { type Call, timeOf, timeOrNull } from "./call.ts";
import { writeSettings } from "./records.ts";
import { refusal, wrongField, wrongFields } from "./refusals.ts";

type PlugName = "channel" | "rail";
type Row = {
  readonly id: string;
  readonly plug: PlugName;
  readonly kind: string;
  readonly name: string;
  readonly state: Connection["state"];
  readonly settings: Readonly<Record<string, string>>;
  readonly paused_until: number | null;
  readonly pause_reason: string | null;
  readonly changed_at: number;
};

const ofChannel = (row: RowOf<"channel_account">): Row => ({ ...row, id: row.channel_id, plug: "channel" });
const ofRail = (row: RowOf<"rail">): Row => ({
  ...row,
  id: row.rail_id,
  plug: "rail",
  paused_until: null,
  pause_reason: null,
});

const guideOf = ({ till }: Pick<Looking, "till">, plug: PlugName, kind: string): PlugGuide | undefined =>
  (plug === "channel" ? till.plugs.channels : till.plugs.rails).find((one) => one.kind === kind);

const isReference = (written: string): boolean => /^(env|file):/.test(written);

/** Secrets are never shown: only whether there is one, and where it is kept when it is kept elsewhere. */
function shownValues(till: Looking["till"], form: SettingsForm, settings: Row["settings"]): Connection["values"] {
  return Object.fromEntries(
    Object.entries(form).map(([name, field]) => {
      const written = settings[name] ?? "";
      if (field.kind !== "secret") return [name, { secret: false, value: written } as const];
      const set = written !== "" && till.ports.secret(written) !== undefined;
      return [name, { secret: true, set, reference: isReference(written) ? written : null } as const];
    }),
  );
}

const shownConnection = ({ till }: Looking, row: Row): Connection => ({
  id: row.id,
  plug: row.plug,
  kind: row.kind,
  name: row.name,
  state: row.state,
  pausedUntil: timeOrNull(row.paused_until),
  pauseReason: row.pause_reason,
  webhookUrl:
    guideOf({ till }, row.plug, row.kind)?.posts === false
      ? null
      : `${till.ports.publicUrl}/webhooks/${row.kind}/${row.id}`,
  values: shownValues(till, guideOf({ till }, row.plug, row.kind)?.form ?? {}, row.settings),
  changedAt: timeOf(row.changed_at),
});

async function readRow(tx: Tx, plug: PlugName, id: string): Promise<Row | undefined> {
  if (plug === "channel") {
    const [row] = await tx.find("channel_account", [{ channel_id: id }], { lock: true });
    return row && ofChannel(row);
  }
  const [row] = await tx.find("rail", [{ rail_id: id }], { lock: true });
  return row && ofRail(row);
}

/** Connected channels and rails. */
export async function listConnections(call: Call<"connections">): Promise<readonly Connection[]> {
  const { till, shop } = call;
  const [channels, rails] = await till.ports.store.tx(shop.businessId, (tx) =>
    Promise.all([
      tx.select("channel_account", {}, { orderBy: ["channel_id"] }),
      tx.select("rail", {}, { orderBy: ["position", "rail_id"] }),
    ]),
  );
  return [...channels.map(ofChannel), ...rails.map(ofRail)].map((row) => shownConnection(call, row));
}

/** The settings after a change: what is absent stays, what is empty goes, secrets are sealed. */
function mergedSettings(
  call: Call<"putConnection">,
  { form, problems }: PlugGuide,
  before: Row["settings"],
): Record<string, string> {
  const { body, till } = call;
  const strangers = Object.keys(body.values).filter((name) => form[name] === undefined);
  const errors = strangers.map((name) => wrongField(`/values/${name}`, "field.unknown"));
  const settings: Record<string, string> = { ...before };
  for (const [name, field] of Object.entries(form)) {
    const given = body.values[name]?.trim();
    if (given === "") delete settings[name];
    else if (given !== undefined) {
      errors.push(...valueProblems(`/values/${name}`, field, given));
      settings[name] = field.kind === "secret" && !isReference(given) ? till.seal(given) : given;
    }
    if (field.required && body.state !== "archived" && settings[name] === undefined)
      errors.push(wrongField(`/values/${name}`, "field.required"));
  }
  if (errors.length > 0) throw wrongFields(...errors);
  const revealed = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, till.ports.secret(value)]),
  );
  const unfit = body.state === "archived" ? [] : problems(revealed);
  if (unfit.length > 0)
    throw wrongFields(
      ...unfit.map(({ field, problem }) => wrongField(`/values/${field}`, "connection.field", { reason: problem })),
    );
  return settings;
}

function valueProblems(pointer: string, field: SettingsForm[string], value: string): readonly FieldProblem[] {
  const { kind, choices } = field;
  // A screen may only give a value: an address read out of the environment could be any.
  if (isReference(value) || value.startsWith("enc:"))
    return [wrongField(pointer, kind === "secret" ? "field.secret-itself" : "field.plain-value")];
  if (choices !== undefined && !choices.includes(value))
    return [wrongField(pointer, "field.choice", { choices: choices.join(", ") })];
  if (kind === "number" && !/^-?\d+(\.\d+)?$/.test(value)) return [wrongField(pointer, "field.number")];
  const isAddress = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  return kind === "url" && !isAddress ? [wrongField(pointer, "field.url")] : [];
}

async function writeRow(tx: Tx, plug: PlugName, row: Row): Promise<void> {
  const { id, kind, name, settings, changed_at } = row;
  const common = { kind, name, settings: { ...settings }, changed_at };
  if (plug === "channel") {
    const full = { channel_id: id, ...common, state: row.state, paused_until: null, pause_reason: null };
    const [made] = await tx.insertNew("channel_account", [full]);
    if (!made) await tx.update("channel_account", [full]);
    return;
  }
  const [last] = await tx.select("rail", {}, { orderBy: ["position"], descending: true, limit: 1 });
  const state = row.state === "archived" ? "archived" : "on";
  const [made] = await tx.insertNew("rail", [{ rail_id: id, ...common, state, position: (last?.position ?? -1) + 1 }]);
  if (!made) await tx.update("rail", [{ rail_id: id, ...common, state }]);
}

/** Connects a channel or rail, or changes it. Ids are written in webhook addresses, so they are unique here. */
export async function putConnection(call: Call<"putConnection">): Promise<Connection> {
  const { till, shop, body, params } = call;
  const { plug, connection: id } = params;
  const guide = guideOf(call, plug, body.kind);
  if (!guide) throw wrongFields(wrongField("/kind", "connection.kind", { kind: body.kind }));
  if (plug === "rail" && body.state === "paused") throw wrongFields(wrongField("/state", "connection.pause-rail"));
  const about = { act: "connect", kind: plug, id, details: { fields: Object.keys(body.values), state: body.state } };
  const { installation } = till.ports.store;
  // The id is taken first: two shops that want it at once do not both get a connection of its name.
  const { takenBy } = await installation.putDirectory({ plug, kind: body.kind, id, businessId: shop.businessId });
  if (takenBy !== undefined && takenBy !== shop.businessId) throw refusal("connection.id-taken", { id });
  const row = await writeSettings(call, about, async (tx, changed_at) => {
    const before = await readRow(tx, plug, id);
    if (before && before.kind !== body.kind) throw refusal("connection.other-kind", { id });
    const settings = mergedSettings(call, guide, before?.settings ?? {});
    const { kind, name, state } = body;
    const after: Row = { id, plug, kind, name, state, settings, paused_until: null, pause_reason: null, changed_at };
    await writeRow(tx, plug, after);
    return after;
  });
  await till.refreshTrust();
  return shownConnection(call, row);
}

type Check = ConnectionTest["checks"][number];

/** Tries the saved settings without sending anything or moving money. */
export async function testConnection(call: Call<"testConnection">): Promise<ConnectionTest> {
  const { till, shop, params } = call;
  const row = await till.ports.store.tx(shop.businessId, (tx) => readRow(tx, params.plug, params.connection));
  if (!row) throw notFound();
  const form = guideOf(call, params.plug, row.kind)?.form ?? {};
  const values = Object.fromEntries(
    Object.entries(form).map(([name, field]) => {
      const written = row.settings[name];
      return [name, written === undefined ? field.standard : till.ports.secret(written)];
    }),
  );
  const missing = Object.entries(form).filter(([name, field]) => field.required && values[name] === undefined);
  const labels = missing.map(([, { label }]) => label).join(", ");
  const settings: Check = {
    check: "settings",
    title: "Settings",
    ...(missing.length === 0
      ? { outcome: "passed", detail: null, note: null }
      : {
          outcome: "failed",
          detail: `Without a value: ${labels}`,
          note: { code: "missing", values: { fields: missing.map(([name]) => name).join(" ") } },
        }),
  };
  const posts = guideOf(call, params.plug, row.kind)?.posts ?? true;
  const checks = [settings, await reachCheck(call, form, values), ...(posts ? [await webhookCheck(call, row)] : [])];
  return { ok: checks.every(({ outcome }) => outcome !== "failed"), checks, at: timeOf(till.ports.clock.now()) };
}

async function reachCheck(
  { till }: Pick<Looking, "till">,
  form: SettingsForm,
  values: Readonly<Record<string, string | undefined>>,
): Promise<Check> {
  const what = { check: "account", title: "The provider's address answers" } as const;
  const url = Object.entries(form).flatMap(([name, { kind }]) => (kind === "url" ? [values[name] ?? ""] : []))[0];
  if (url === undefined || url === "") return { ...what, outcome: "skipped", detail: null, note: null };
  try {
    const { status } = await till.ports.http({
      method: "GET",
      url,
      headers: {},
      deadlineMs: 8_000,
      maxBytes: 1_000_000,
    });
    const { host } = new URL(url);
    const note = { code: "answered", values: { host, status: String(status) } } as const;
    return { ...what, outcome: "passed", detail: `${host} (${status})`, note };
  } catch (error) {
    if (!(error instanceof HttpFailure)) return { ...what, outcome: "failed", detail: null, note: null };
    const note = { code: "unreachable", values: { reason: error.message } } as const;
    return { ...what, outcome: "failed", detail: error.message, note };
  }
}

/** Whether posts of the provider arrived: the only proof that address and signature are right at its end. */
async function webhookCheck({ till, shop }: Looking, row: Row): Promise<Check> {
  const [last] = await till.ports.store.tx(shop.businessId, (tx) =>
    tx.select("raw_webhook", { source_id: { eq: row.id } }, { orderBy: ["received_at"], descending: true, limit: 1 }),
  );
  const what = { check: "webhook", title: "Signed webhooks arrive" } as const;
  if (!last) {
    const note = { code: "never-arrived", values: {} } as const;
    return { ...what, outcome: "skipped", detail: "None has arrived yet.", note };
  }
  const at = timeOf(last.received_at);
  return { ...what, outcome: "passed", detail: at, note: { code: "arrived", values: { at } } };
}
