import type { Connection, ConnectionDraft, Plug } from "#api/settings";

/** What a connection's form holds: an empty secret stays as it is. */
export type ConnectionValues = {
  readonly id: string;
  readonly name: string;
  readonly on: boolean;
  readonly values: Readonly<Record<string, string>>;
};

/** What the form begins with. Secrets begin empty: they are never shown. */
export function valuesOf(plug: Plug, connection: Connection | undefined): ConnectionValues {
  const values = Object.entries(plug.form).map(([name, field]) => {
    const kept = connection?.values[name];
    const begins = connection ? "" : (field.standard ?? "");
    return [name, kept && !kept.secret ? kept.value : begins] as const;
  });
  return {
    id: connection?.id ?? "",
    name: connection?.name ?? "",
    on: connection ? connection.state === "on" : true,
    values: Object.fromEntries(values),
  };
}

/** Whether a field still lacks a value it needs. */
export const lacks = (plug: Plug, connection: Connection | undefined, name: string, typed: string): boolean => {
  const kept = connection?.values[name];
  return (plug.form[name]?.required ?? false) && typed.trim() === "" && !(kept?.secret && kept.set);
};

/** What is sent: every plain field, and only the secrets that were typed. */
export function draftOf(plug: Plug, values: ConnectionValues): ConnectionDraft {
  const sent = Object.entries(values.values).filter(
    ([name, typed]) => plug.form[name]?.kind !== "secret" || typed.trim() !== "",
  );
  return {
    kind: plug.kind,
    name: values.name.trim(),
    state: values.on ? "on" : "paused",
    values: Object.fromEntries(sent.map(([name, typed]) => [name, typed.trim()])),
  };
}
