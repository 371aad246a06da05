import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import type { LyraWorld } from "../lyra/model-types.ts";
import type { MetaWorld } from "../meta/model-types.ts";
import type { FromWorld, TillState } from "../process-messages.ts";
import type { StripeWorld } from "../stripe/model-types.ts";
import type { WorldClock } from "../world-clock.ts";
import { actRequest, clockRequest, faultsRequest, tillRequest } from "./acts.ts";
import type { ActAnswer, Controls, LiveEvent, PhoneShop, PhoneStart } from "./api.ts";
import { createFaultSwitches } from "./fault-switches.ts";
import { answerJson, Refused, readJson } from "./http-answers.ts";
import { createLiveStream } from "./live-stream.ts";
import { answerMedia } from "./media-answer.ts";
import { createPageFiles } from "./page-files.ts";
import { performAct } from "./perform-act.ts";
import { createScore } from "./score.ts";

/** What the phone page's server stands on. */
export type PhoneWorlds = {
  readonly meta: MetaWorld;
  readonly stripe: StripeWorld;
  readonly lyra: LyraWorld;
  readonly clock: WorldClock;
  readonly shops: readonly PhoneShop[];
  /** The origin of the till, which may use the controls beside this page's own. */
  readonly tillOrigin: string;
  /** Asks the supervisor for something. */
  readonly ask: (request: Extract<FromWorld, { readonly kind: "kill-till" | "restart-till" | "clock-offset" }>) => void;
  /** Where the built page lies; `app/dist` beside this file by default. */
  readonly pageFolder?: string;
};

/** The running server. */
export type PhoneServer = {
  readonly url: string;
  readonly port: number;
  /** Tells the pages how the till's process is. */
  readonly setTill: (till: TillState) => void;
  readonly close: () => Promise<void>;
};

/** The score is counted at most this often while somebody looks, in milliseconds. */
const scoreEveryMs = 700;

/** Serves the phone page and the demo's controls on 127.0.0.1; port 0 picks a free one. Rejects when it is taken. */
export async function servePhone(worlds: PhoneWorlds, { port }: { readonly port: number }): Promise<PhoneServer> {
  const desk = createDesk(worlds);
  const server = createServer((incoming, outgoing) => void answer(desk, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    setTill: desk.setTill,
    async close() {
      desk.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Desk = ReturnType<typeof createDesk>;

/** The state behind the routes: who listens, which faults are on, how the till is. */
function createDesk(worlds: PhoneWorlds) {
  const { meta, stripe, lyra, clock } = worlds;
  const live = createLiveStream();
  const score = createScore({ meta, stripe, lyra, now: clock.now, openedAt: clock.now() });
  let till: TillState = { state: "starting", starts: 1 };
  const controls = (): Controls => ({
    now: clock.now(),
    offsetMs: clock.offsetMs(),
    faults: switches.faults(),
    till,
    score: score(),
  });
  const tell = (event: LiveEvent): void => live.send(event);
  const tellControls = (): void => tell({ kind: "controls", controls: controls() });
  const switches = createFaultSwitches({ meta, stripe, lyra, after: clock.after, changed: tellControls });
  const stopListening = meta.onChange(({ userId, phoneNumberId, message }) => {
    if (live.listeners() === 0) return;
    if (phoneNumberId === undefined) {
      const customer = meta.users().find(({ id }) => id === userId);
      if (customer !== undefined) tell({ kind: "customer", customer });
      return;
    }
    if (message !== undefined) tell({ kind: "message", userId, number: phoneNumberId, message });
    const { messages: _, ...head } = meta.chat(userId, phoneNumberId);
    tell({ kind: "chat", head });
  });
  let told = "";
  const ticking = setInterval(() => {
    if (live.listeners() === 0) return;
    const { now: _, ...rest } = controls();
    const text = JSON.stringify(rest);
    if (text !== told) tellControls();
    told = text;
  }, scoreEveryMs);
  ticking.unref();
  return {
    worlds,
    live,
    switches,
    controls,
    tellControls,
    files: createPageFiles(worlds.pageFolder ?? join(import.meta.dirname, "app", "dist")),
    setTill(state: TillState): void {
      till = state;
      tellControls();
    },
    close(): void {
      stopListening();
      clearInterval(ticking);
      live.close();
    },
  };
}

async function answer(desk: Desk, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    guard(desk, incoming, outgoing);
    await route(desk, incoming, outgoing);
  } catch (failure) {
    if (outgoing.headersSent) return void outgoing.destroy();
    if (failure instanceof Refused) return answerJson(outgoing, failure.status, { error: failure.message });
    if (failure instanceof URIError) return answerJson(outgoing, 404, { error: "There is nothing here." });
    if (failure instanceof z.ZodError) return answerJson(outgoing, 400, { error: z.prettifyError(failure) });
    answerJson(outgoing, 500, { error: failure instanceof Error ? failure.message : String(failure) });
  }
}

/** Refuses foreign names for this machine (DNS rebinding) and foreign pages; lets the till's console in. */
function guard(desk: Desk, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const host = incoming.headers.host ?? "";
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) throw new Refused(421, "This page answers on 127.0.0.1 only.");
  const origin = incoming.headers.origin;
  if (origin === undefined || origin === `http://${host}`) return;
  const till = new URL(desk.worlds.tillOrigin);
  const allowed = [till.origin, `http://localhost:${till.port}`, `http://127.0.0.1:${till.port}`];
  if (!allowed.includes(origin)) throw new Refused(403, "Another page may not use this one.");
  outgoing.setHeader("access-control-allow-origin", origin);
  outgoing.setHeader("vary", "origin");
  outgoing.setHeader("access-control-allow-headers", "content-type");
}

async function route(desk: Desk, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url ?? "/", "http://127.0.0.1");
  switch (`${incoming.method} ${pathname}`) {
    case "GET /api/start":
      return answerJson(outgoing, 200, startOf(desk));
    case "GET /live":
      return desk.live.add(outgoing);
    case "POST /api/act":
      return answerJson(outgoing, 200, act(desk, await readJson(incoming)));
    case "GET /control":
      return answerJson(outgoing, 200, desk.controls());
    case "POST /control/faults":
      desk.switches.set(faultsRequest.parse(await readJson(incoming)));
      return answerControls(desk, outgoing);
    case "POST /control/till": {
      const wish = tillRequest.parse(await readJson(incoming));
      desk.worlds.ask({ kind: wish.do === "kill" ? "kill-till" : "restart-till" });
      return answerControls(desk, outgoing);
    }
    case "POST /control/clock":
      desk.worlds.clock.forward(clockRequest.parse(await readJson(incoming)).forwardMs);
      desk.worlds.ask({ kind: "clock-offset", offsetMs: desk.worlds.clock.offsetMs() });
      return answerControls(desk, outgoing);
  }
  if (incoming.method === "OPTIONS") return void outgoing.writeHead(204).end();
  if (incoming.method !== "GET" && incoming.method !== "HEAD") throw new Refused(404, "There is nothing here.");
  if (pathname.startsWith("/media/")) return answerMedia(desk.worlds.meta, pathname, outgoing);
  if (!(await desk.files.answer(pathname, outgoing))) throw new Refused(404, "There is nothing here.");
}

function answerControls(desk: Desk, outgoing: ServerResponse): void {
  desk.tellControls();
  answerJson(outgoing, 200, desk.controls());
}

function startOf({ worlds, controls }: Desk): PhoneStart {
  const { meta, clock, shops } = worlds;
  const customers = meta.users();
  const chats = customers.flatMap(({ id }) => shops.map(({ number }) => meta.chat(id, number)));
  return { now: clock.now(), shops, customers, chats, controls: controls() };
}

function act(desk: Desk, posted: unknown): ActAnswer {
  const { customer, number, act: wish } = actRequest.parse(posted);
  try {
    const wamid = performAct(desk.worlds.meta, customer, number, wish);
    return wamid === undefined ? {} : { wamid };
  } catch (failure) {
    throw new Refused(409, failure instanceof Error ? failure.message : String(failure));
  }
}
