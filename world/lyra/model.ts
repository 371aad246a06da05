import { type AgendaKeeping, plannerOf, takeUp } from "../agenda.ts";
import type { WorldPorts } from "../wire.ts";
import { answerApi, apiPath } from "./api.ts";
import { leavePage, payAsBuyer } from "./buyer.ts";
import { cancelOrRefundInOffice, chargeBack, refuseRefund } from "./back-office.ts";
import { dayMs, hourMs } from "./calendar.ts";
import { calm } from "./chance.ts";
import { currencyCodes } from "./currencies.ts";
import type { IpnRules, LyraShopSettings, LyraWorld, LyraWorldOptions } from "./model-types.ts";
import { resend } from "./notices.ts";
import { answerPage } from "./page-routes.ts";
import { memoryOf, nothingYet, recall } from "./recall.ts";
import { findSale } from "./sales.ts";
import type { LyraState, LyraTask, Shop } from "./state.ts";
import { performTask } from "./tasks.ts";
import { truthOf } from "./truth.ts";

/** A new world without shops. Everything that happens in it follows from the calls and the ports. */
export function createLyraWorld(ports: WorldPorts, options: LyraWorldOptions = {}): LyraWorld {
  const keeping: AgendaKeeping<LyraTask> = {
    ports,
    agenda: () => state.agenda,
    perform: (task) => performTask(state, task),
  };
  const state: LyraState = {
    ...nothingYet(),
    ports,
    plan: plannerOf(keeping),
    chaos: calm(),
    waiting: new Map(),
    brand: options.brand ?? "PAYZEN",
    deliveryMs: options.deliveryMs ?? 20,
    remittanceEveryMs: options.remittanceEveryMs ?? dayMs,
    remittanceAtMs: options.remittanceAtMs ?? 2 * hourMs,
    badLoginStatus: options.badLoginStatus ?? 401,
    publicUrl: options.publicUrl ?? "http://127.0.0.1:4996",
  };
  return {
    handle: async (request) =>
      request.path.startsWith(apiPath) ? answerApi(state, request) : answerPage(state, request),
    addShop: (settings) => addShop(state, settings),
    setPublicUrl: (url) => {
      state.publicUrl = url;
    },
    pay: (link, how = {}) => payAsBuyer(state, link, how),
    payTwice: (link, how = {}) => [payAsBuyer(state, link, how), payAsBuyer(state, link, how)],
    leave: (link) => {
      const found = findSale(state, link);
      if (found !== null) leavePage({ state, shop: found.shop }, found.sale);
    },
    chargeBack: (uuid) => chargeBack(state, uuid),
    refuseRefund: (uuid) => refuseRefund(state, uuid),
    refundInBackOffice: (uuid, amount) => cancelOrRefundInOffice(state, uuid, amount),
    resendNotice: (noticeId) => {
      const notice = state.notices.find(({ id }) => id === noticeId);
      if (notice === undefined) throw new Error(`no notification ${noticeId}`);
      resend(state, notice);
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

/** As in a new shop's Back Office: only the end of a payment is told. */
const usualRules: IpnRules = {
  endOfPayment: true,
  batchAuthorisation: false,
  batchChange: false,
  backOffice: false,
  abandoned: false,
};

function addShop(state: LyraState, settings: LyraShopSettings): void {
  const { shopId, mode = "TEST", password, hmacKey } = settings;
  const known = state.shops.find((shop) => shop.id === shopId && shop.mode === mode);
  const shop = known ?? newShop(shopId, mode);
  if (known === undefined) state.shops.push(shop);
  shop.password = password;
  shop.hmacKey = hmacKey;
  shop.name = settings.name ?? shop.name;
  shop.ipnUrl = settings.ipnUrl ?? shop.ipnUrl;
  shop.returnUrl = settings.returnUrl ?? shop.returnUrl;
  shop.retriesIpn = settings.retriesIpn ?? shop.retriesIpn;
  shop.rules = { ...shop.rules, ...settings.rules };
  shop.currencies = settings.currencies ?? shop.currencies;
  shop.hasRestApi = settings.hasRestApi ?? shop.hasRestApi;
  shop.orderLifeMs = settings.orderLifeMs ?? shop.orderLifeMs;
}

function newShop(id: string, mode: Shop["mode"]): Shop {
  return {
    id,
    mode,
    name: "Test shop",
    password: "",
    hmacKey: "",
    ipnUrl: null,
    returnUrl: null,
    retriesIpn: false,
    rules: usualRules,
    currencies: currencyCodes,
    hasRestApi: true,
    orderLifeMs: dayMs,
    sales: new Map(),
    orders: new Map(),
    transactions: new Map(),
    tokens: new Map(),
  };
}
