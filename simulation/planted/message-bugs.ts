import type { PlantedBug } from "./bug.ts";

/** Bugs that lose, repeat or misplace messages, and those of work under way when a process dies. */
export const messageBugs: readonly PlantedBug[] = [
  {
    name: "events without a key of their own",
    seenAt: "chatwoot #13359, #14214",
    patches: [
      {
        file: "server/engine/receive-webhook.ts",
        find: "event_id: element.id,",
        replace: "event_id: ports.ids.uuid(now),",
      },
    ],
  },
  {
    name: "answered before it is stored",
    seenAt: "typebot handleProductionWebhookRequest",
    patches: [
      {
        file: "server/engine/receive-webhook.ts",
        find: "await intake.append(shop.businessId, record(ports, source, request.body));",
        replace: "void intake.append(shop.businessId, record(ports, source, request.body)).catch(() => undefined);",
      },
    ],
  },
  {
    name: "only the first event of a batch",
    seenAt: "botpress whatsapp/webhook",
    patches: [
      {
        file: "server/engine/receive-webhook.ts",
        find: "elements = source.read(body);",
        replace: "elements = source.read(body).slice(0, 1);",
      },
    ],
  },
  {
    name: "status moves backwards",
    seenAt: "chatwoot #11901",
    patches: [
      {
        file: "server/engine/apply-statuses.ts",
        find: ": rank > row.status_rank;",
        replace: ": rank !== row.status_rank;",
      },
    ],
  },
  {
    name: "thread not locked",
    seenAt: "chatwoot #5433",
    patches: [
      {
        file: "server/engine/batch.ts",
        find: "{ lock: true },",
        replace: "{ lock: false },",
      },
      {
        file: "server/engine/resolve-people.ts",
        find: '{ orderBy: ["thread_id"], lock: true },',
        replace: '{ orderBy: ["thread_id"] },',
      },
    ],
  },
  {
    name: "a doubtful send is repeated blindly",
    seenAt: "chatwoot #11901",
    patches: [
      {
        file: "server/engine/record-outcome.ts",
        find: 'await putOff(batch, message, { give: "doubt", until: now + doubtWait });',
        replace:
          'void doubtWait; await tx.update("message", [{ message_id: message.message_id, ' +
          'send_state: "queued", send_after: now }]);',
      },
    ],
  },
  {
    name: "counted as sent when claimed",
    seenAt: "chatwoot #9314",
    patches: [
      {
        file: "server/engine/claim-outbox.ts",
        find: '{ send_state: "sending", node: batch.ports.node, attempts: { add: 1 }, send_after: now + claimLength },',
        replace:
          '{ send_state: "done", unsent: false, node: batch.ports.node, attempts: { add: 1 }, ' +
          "send_after: now + claimLength },",
      },
    ],
  },
  {
    name: "the newest message first",
    seenAt: "unordered job queues",
    patches: [
      {
        file: "server/engine/claim-outbox.ts",
        find: "if (!heads.has(message.thread_id) && !stepsAside(message, now)) heads.set(message.thread_id, message);",
        replace: "if (!stepsAside(message, now)) heads.set(message.thread_id, message);",
      },
    ],
  },
  {
    name: "gives up after two tries",
    seenAt: "job queues with a number of tries",
    patches: [
      {
        file: "server/engine/finish-task.ts",
        find: 'if (problem.retry === "never" || next >= task.valid_until) {',
        replace: 'if (problem.retry === "never" || next >= task.valid_until || task.attempts >= 2) {',
      },
    ],
  },
  {
    name: "leases never end",
    seenAt: "locks without an expiry",
    patches: [
      {
        file: "server/engine/leases.ts",
        find: "export const leaseLength = seconds(4);",
        replace: "export const leaseLength = seconds(4_000_000);",
      },
    ],
  },
  {
    name: "a dead node's tasks are nobody's",
    seenAt: "sidekiq-style workers",
    patches: [
      {
        file: "server/engine/run-tasks.ts",
        find: 'const open = { in: ["queued", "running"] as const };',
        replace: 'const open = { in: ["queued"] as const };',
      },
    ],
  },
  {
    name: "the bot talks over a person",
    seenAt: "typebot, chatwoot bots",
    patches: [
      {
        file: "server/engine/converse.ts",
        find: 'if (thread.owner === "human" || !wantsAnswer(event.content)) return;',
        replace: "if (!wantsAnswer(event.content)) return;",
      },
      {
        file: "server/domain/thread.ts",
        find: 'author !== "bot" || owner === "bot";',
        replace: 'author !== "bot" || owner !== undefined;',
      },
    ],
  },
  {
    name: "the 24-hour window is ignored",
    seenAt: "WhatsApp code 131047",
    patches: [
      {
        file: "server/engine/claim-outbox.ts",
        find: 'if (window === "closed" || (window === "template-only" && !passesClosedWindow(content)))',
        replace: 'if (window === "closed" && !passesClosedWindow(content))',
      },
    ],
  },
  {
    name: "card numbers are kept",
    seenAt: "PCI DSS",
    patches: [
      {
        file: "server/engine/receive-webhook.ts",
        find: "event: maskWritten(element.event),",
        replace: "event: element.event ?? maskWritten(element.event),",
      },
    ],
  },
];
