import { type AgendaKeeping, plannerOf, takeUp } from "../agenda.ts";
import type { WorldPorts } from "../wire.ts";
import { answerApi } from "./api.ts";
import { payAsCardholder, payLate } from "./cardholder.ts";
import { resend } from "./deliveries.ts";
import { closeDisputeOf, openDisputeOf } from "./disputes.ts";
import { pointEndpoint } from "./endpoints.ts";
import type { StripeAccountSettings, StripeWorld, StripeWorldOptions } from "./model-types.ts";
import { answerPage } from "./page-routes.ts";
import { memoryOf, nothingYet, recall } from "./recall.ts";
import { failRefundOf } from "./refunds.ts";
import { type AccountState, calm, newId, noKeepsakes, ownCause, type StripeState, type StripeTask } from "./state.ts";
import { performTask } from "./tasks.ts";
import { truthOf } from "./truth.ts";

/** A new world without accounts. Everything that happens in it follows from the calls and the ports. */
export function createStripeWorld(ports: WorldPorts, options: StripeWorldOptions = {}): StripeWorld {
  const keeping: AgendaKeeping<StripeTask> = {
    ports,
    agenda: () => state.agenda,
    perform: (task) => performTask(state, task),
  };
  const state: StripeState = {
    ...nothingYet(),
    ports,
    plan: plannerOf(keeping),
    chaos: calm(),
    deliveryMs: options.deliveryMs ?? 20,
    retryFirstMs: options.retryFirstMs ?? 60_000,
    laterMs: options.laterMs ?? 5_000,
    searchLagMs: options.searchLagMs ?? 60_000,
    publicUrl: options.publicUrl ?? "http://127.0.0.1:4998",
  };
  return {
    handle: async (request) =>
      request.path.startsWith("/v1/") ? answerApi(state, request) : answerPage(state, request),
    addAccount: (settings) => addAccount(state, settings),
    rotateWebhookSecret: (secretKey, secret, keepOldMs) => rotate(state, secretKey, secret, keepOldMs),
    revokeKey: (secretKey) => void state.revokedKeys.add(secretKey),
    setPublicUrl: (url) => {
      state.publicUrl = url;
    },
    pay: (sessionId, how = {}) => payAsCardholder(state, sessionId, how),
    payTwice: (sessionId, how = {}) => [payAsCardholder(state, sessionId, how), payAsCardholder(state, sessionId, how)],
    captureLate: (sessionId, how) => payLate(state, sessionId, how),
    openDispute: (chargeId, how = {}) => {
      const account = ownerOf(state, "charges", chargeId);
      const amount = how.amount ?? account.charges.get(chargeId)?.charge.amount ?? 0;
      const complaint = { reason: how.reason ?? "fraudulent", inquiry: false, amount };
      return openDisputeOf(ownCause(state, account), chargeId, complaint);
    },
    closeDispute: (disputeId, verdict) => {
      closeDisputeOf(ownCause(state, ownerOf(state, "disputes", disputeId)), disputeId, verdict);
    },
    failRefund: (refundId, reason = "expired_or_canceled_card") => {
      failRefundOf(ownCause(state, ownerOf(state, "refunds", refundId)), refundId, reason);
    },
    resendEvent: (eventId) => {
      ownerOf(state, "events", eventId);
      resend(state, eventId);
    },
    setChaos: (change) => void Object.assign(state.chaos, change),
    chaos: () => ({ ...state.chaos }),
    counters: () => ({ ...state.counters }),
    truth: () => truthOf(state),
    memory: () => memoryOf(state),
    recall: (memory) => {
      recall(state, memory);
      takeUp(keeping);
    },
  };
}

function addAccount(state: StripeState, settings: StripeAccountSettings): string {
  const { secretKey, webhookUrl, webhookSecret } = settings;
  const account = state.accountsByKey.get(secretKey) ?? newAccount(state, settings);
  state.accountsByKey.set(secretKey, account);
  account.name = settings.name ?? account.name;
  if (webhookUrl === undefined) return account.id;
  if (webhookSecret === undefined) throw new Error("a webhookUrl needs a webhookSecret");
  pointEndpoint(ownCause(state, account), webhookUrl, webhookSecret);
  return account.id;
}

function newAccount(state: StripeState, settings: StripeAccountSettings): AccountState {
  const account: AccountState = {
    id: newId(state, "acct_1", 16),
    name: settings.name ?? "Test shop",
    country: settings.country,
    currency: settings.currency.toLowerCase(),
    createdMs: state.ports.now(),
    sessions: new Map(),
    intents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    transactions: new Map(),
    events: new Map(),
    endpoints: new Map(),
    keys: new Map(),
    ...noKeepsakes(),
  };
  state.accounts.push(account);
  return account;
}

function rotate(state: StripeState, secretKey: string, secret: string, keepOldMs: number): void {
  const account = state.accountsByKey.get(secretKey);
  if (account === undefined) throw new Error("no account has this secret key");
  const untilMs = state.ports.now() + keepOldMs;
  for (const record of account.endpoints.values()) {
    const old = record.secrets.map((known) => ({ secret: known.secret, untilMs: known.untilMs ?? untilMs }));
    record.secrets = [{ secret, untilMs: null }, ...old];
  }
}

function ownerOf(state: StripeState, kind: "charges" | "disputes" | "refunds" | "events", id: string): AccountState {
  const account = state.accounts.find((candidate) => candidate[kind].has(id));
  if (account === undefined) throw new Error(`no ${kind} with id ${id}`);
  return account;
}
