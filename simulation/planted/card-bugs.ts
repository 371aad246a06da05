import type { PlantedBug } from "./bug.ts";

/** Bugs with cards that are kept. */
export const cardBugs: readonly PlantedBug[] = [
  {
    name: "card: kept although its page was taken back",
    seenAt: "a webhook that comes after the withdrawal",
    patches: [
      {
        file: "server/engine/apply-registration-facts.ts",
        find: 'if (registration.state === "void" || registration.state === "done") return discard(batch, registration, fact);',
        replace: 'if (registration.state === "done") return discard(batch, registration, fact);',
      },
    ],
  },
  {
    name: "card: forgotten here, kept at the provider",
    seenAt: "plug-ins that delete their own row only",
    patches: [
      {
        file: "server/engine/forget-cards.ts",
        find: "const forgotten = await rail.plug.cards.forget(alias, rail.settings, ports.http);",
        replace: "const forgotten = { ok: true } as const;",
      },
    ],
  },
  {
    name: "card: a registration waits for a webhook alone",
    seenAt: "setup_intent.succeeded without a poller",
    patches: [
      {
        file: "server/engine/reconcile-registrations.ts",
        find: "{ final: { eq: false }, look_at: { lte: now } },",
        replace: "{ final: { eq: false }, look_at: { lte: now - 10 ** 10 } },",
      },
    ],
  },
  {
    name: "card: every try asks for another page",
    seenAt: "a new idempotency key for each try",
    patches: [
      {
        file: "server/engine/task-registration.ts",
        find: "idempotencyKey: task.task_id,",
        replace: "idempotencyKey: `${task.task_id}:${task.attempts}`,",
      },
    ],
  },
];
