/**
 * Preloaded into a server that is to die: counts the moments at which a crash could leave something half done, and ends
 * the process with SIGKILL at the one that was asked for. Nothing of the server itself knows of it.
 */
import { writeSync } from "node:fs";
import { ServerResponse } from "node:http";
import { flushCompileCache } from "node:module";
import pg from "pg";
import undici from "undici";
import type { FromTill, ToTill } from "./crash-messages.ts";

let count = 0;
let fatal = Number(process.env["COMPTOIR_CRASH_AT"] ?? 0);
const names: string[] = [];

const point = (name: string): void => {
  count += 1;
  names.push(name);
  if (count !== fatal) return;
  writeSync(2, `\ncrash point ${count}: ${name}\n`);
  process.kill(process.pid, "SIGKILL");
};

const tell = (message: FromTill): void => void process.send?.(message);
process.on("message", (message: ToTill) => {
  if (message.kind === "crash-at") {
    count = 0;
    names.length = 0;
    fatal = message.point;
    flushCompileCache(); // who dies by SIGKILL leaves the next one nothing otherwise
    tell({ kind: "armed" });
  }
  if (message.kind === "count-points") tell({ kind: "points", names: [...names] });
});

// A server whose harness is gone has nobody to end it.
process.on("disconnect", () => process.exit(1));

/** Heartbeats and sessions come and go without anybody's money or word in them. */
const uncounted = /^(lease|auth|migration|business|directory)/;
const writing = /^(insert into|update|delete from) "?([\w.]+)/i;
const locking = /^select .* from "?([\w.]+)"? .*for update$/is;

/** What a statement does, as a crash point is named; undefined for one that leaves nothing behind. */
function actOf(text: string): string | undefined {
  const write = writing.exec(text);
  if (write)
    return uncounted.test(write[2] ?? "") ? undefined : `${write[1]?.split(" ")[0]?.toLowerCase()} ${write[2]}`;
  const lock = locking.exec(text);
  return lock && !uncounted.test(lock[1] ?? "") ? `lock ${lock[1]}` : undefined;
}

const dirty = new WeakSet<object>();
/** Names a statement on a connection: commits count where something was written. */
function nameOf(client: object, text: string): string | undefined {
  const trimmed = text.trimStart();
  if (/^begin/i.test(trimmed)) dirty.delete(client);
  if (/^commit/i.test(trimmed)) return dirty.has(client) ? "commit" : undefined;
  const act = actOf(trimmed);
  if (act !== undefined && !act.startsWith("lock")) dirty.add(client);
  return act;
}

type Query = (this: object, ...given: unknown[]) => unknown;
const client = pg.Client.prototype as unknown as { query: Query };
const query = client.query;
client.query = function counted(this: object, ...given: unknown[]): unknown {
  const [first] = given;
  const text = typeof first === "string" ? first : ((first as { readonly text?: string } | undefined)?.text ?? "");
  const name = nameOf(this, text);
  if (name === undefined) return query.apply(this, given);
  point(`before ${name}`);
  const answer = query.apply(this, given);
  if (!(answer instanceof Promise)) return answer;
  return answer.then((result: unknown) => {
    point(`after ${name}`);
    return result;
  });
};

type Options = { readonly method: string; readonly path: string };
type Dispatch = (this: object, options: Options, handler: object) => boolean;
const agent = undici.Agent.prototype as unknown as { dispatch: Dispatch };
const dispatch = agent.dispatch;
/** Paths without the ids in them. */
const shapeOf = (path: string): string => (path.split("?")[0] ?? "").replace(/\/(\w*\d\w*|\w+_\w+)(?=\/|$)/g, "/:id");
agent.dispatch = function counted(this: object, options: Options, handler: object): boolean {
  const name = `${options.method} ${shapeOf(options.path)}`;
  point(`before ${name}`);
  const watched = new Proxy(handler, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        if (key === "onResponseEnd" || key === "onComplete") point(`after ${name}`);
        return Reflect.apply(value, target, given);
      };
    },
  });
  return dispatch.call(this, options, watched);
};

type End = (this: ServerResponse, ...given: unknown[]) => ServerResponse;
const response = ServerResponse.prototype as unknown as { end: End };
const end = response.end;
response.end = function counted(this: ServerResponse, ...given: unknown[]): ServerResponse {
  const { method, url = "" } = this.req;
  if (!/^\/(webhooks|api)\//.test(url)) return end.apply(this, given);
  const name = `answering ${method} ${shapeOf(url)}`;
  point(`before ${name}`);
  this.once("finish", () => point(`after ${name}`));
  return end.apply(this, given);
};
