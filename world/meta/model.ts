import { type AgendaKeeping, plannerOf, takeUp } from "../agenda.ts";
import { finishRefund } from "./chat-payments.ts";
import { chatOf, chatView, numberOf, userOf, userView } from "./chats.ts";
import { customerOf } from "./customer.ts";
import { answerGraph } from "./graph.ts";
import { createUser } from "./identity.ts";
import type { MetaOptions, MetaPorts, MetaWorld } from "./model-types.ts";
import { accountEvent, addNumber, echo, numberError } from "./operator.ts";
import { numberView } from "./number-settings.ts";
import type { PhoneChange } from "./phone-types.ts";
import { memoryOf, recall } from "./recall.ts";
import { createState, type MetaContext, type MetaTask, settingsOf } from "./state.ts";
import { handshake } from "./subscriptions.ts";
import { performTask } from "./tasks.ts";
import { addTemplate, setTemplateStatus } from "./templates.ts";
import { emitEvent, isQuiet } from "./webhooks-out.ts";

/**
 * A WhatsApp of its own: the Graph API by `handle`, customers who act, webhooks through `ports.post`. Deterministic
 * for the same ports. `options` are all optional; without them it behaves like Meta's.
 */
export function createMetaWorld(ports: MetaPorts, options: MetaOptions = {}): MetaWorld {
  const settings = settingsOf(options);
  const state = createState(options, settings);
  const listeners = new Set<(change: PhoneChange) => void>();
  const changed = (change: PhoneChange): void => {
    for (const listener of listeners) listener(change);
  };
  const keeping: AgendaKeeping<MetaTask> = {
    ports,
    agenda: () => state.agenda,
    perform: (task) => performTask(context, task),
  };
  const context: MetaContext = {
    ports,
    settings,
    state,
    changed,
    emit: (event) => emitEvent(context, event),
    plan: plannerOf(keeping),
  };
  return {
    handle: (request) => answerGraph(context, request),
    ...operatorOf(context),
    ...phonesOf(context),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    chaos: () => state.chaos,
    setChaos: (change) => {
      state.chaos = { ...state.chaos, ...change };
    },
    counters: () => ({ ...state.counters }),
    losses: () => state.losses,
    accepted: () => state.accepted,
    quiet: () => isQuiet(state),
    setPublicUrl: (url) => {
      state.publicUrl = url.replace(/\/$/, "");
    },
    memory: () => memoryOf(context),
    recall: (memory) => {
      recall(context, settings, memory);
      takeUp(keeping);
    },
  };
}

function operatorOf(context: MetaContext) {
  const { state } = context;
  return {
    addApp: (app) => void state.apps.set(app.appId, app.appSecret),
    addNumber: (setup) => addNumber(context, setup),
    subscribe: (phoneNumberId) => {
      const number = numberOf(state, phoneNumberId);
      return handshake(context, number.webhookUrl, number.verifyToken);
    },
    addUser: (setup) => customerOf(context, createUser(context, setup).id),
    user: (userId) => customerOf(context, userId),
    setCatalogue: (phoneNumberId, catalogue) => {
      numberOf(state, phoneNumberId).catalogue = catalogue;
    },
    catalogue: (phoneNumberId) => numberOf(state, phoneNumberId).catalogue,
    addTemplate: (wabaId, template) => addTemplate(context, wabaId, template),
    setTemplateStatus: (wabaId, name, status, reason) => setTemplateStatus(context, wabaId, name, status, reason),
    setTrouble: (phoneNumberId, trouble) => {
      const number = numberOf(state, phoneNumberId);
      number.trouble = { ...number.trouble, ...trouble };
    },
    failRefund: (number, reference, id) => finishRefund(context, { number, reference, id }, "failed"),
    gatewayBooks: () => [...state.upi.values()],
    capMarketing: (userId, capped) => {
      userOf(state, userId).marketingCapped = capped;
    },
    echo: (phoneNumberId, userId, text) => echo(context, phoneNumberId, userId, text),
    accountEvent: (wabaId, field, value) => accountEvent(context, wabaId, field, value),
    numberError: (phoneNumberId, code, details) => numberError(context, phoneNumberId, code, details),
    number: (phoneNumberId) => numberView(numberOf(state, phoneNumberId)),
  } satisfies Partial<MetaWorld>;
}

function phonesOf(context: MetaContext) {
  const { state } = context;
  return {
    users: () => [...state.users.values()].map(userView),
    chats: (userId) =>
      [...state.chats.values()].filter((chat) => chat.userId === userId).map((chat) => chatView(context, chat)),
    chat: (userId, phoneNumberId) => {
      userOf(state, userId);
      numberOf(state, phoneNumberId);
      return chatView(context, chatOf(context, userId, phoneNumberId));
    },
    media: (mediaId) => {
      const media = state.media.get(mediaId);
      return media === undefined ? undefined : { bytes: media.bytes, mimeType: media.mimeType };
    },
  } satisfies Partial<MetaWorld>;
}
