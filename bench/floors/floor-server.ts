import { createHmac, timingSafeEqual } from "node:crypto";
import { type IncomingMessage, createServer } from "node:http";
import pg from "pg";
import { appSecret } from "../outside/texts.ts";
import type { Address } from "../machine/database.ts";
import { createAnsweringLoop, loopTables } from "./answering-loop.ts";
import { createGroupCommit } from "./group-commit.ts";
import { type Post, readPost } from "./webhook-fields.ts";

// A floor: the least program that does one thing a shop must do, to measure the shop against on the same machine.

/** What a floor does with a post whose signature is right, before it answers 200. */
type Take = (body: Buffer) => Promise<void>;

/** How a floor is started; it is its first argument, as JSON. */
export type FloorSettings = {
  readonly floor: "bare" | "each" | "group" | "loop";
  readonly port: number;
  readonly database: Address | string | undefined;
  readonly providerUrl: string;
};

const acceptTable = "create table inbox (id text primary key, phone text not null, body text not null)";

async function openDatabase(database: FloorSettings["database"], tables: string, max: number): Promise<pg.Pool> {
  const address = typeof database === "string" ? { connectionString: database } : { ...database };
  const pool = new pg.Pool({ ...address, max });
  await pool.query(`drop table if exists inbox, outbox, talk; ${tables}`);
  return pool;
}

const phoneOf = (post: Post): string => (post.kind === "message" ? post.phone : "");

async function takeOf({ floor, database, providerUrl }: FloorSettings): Promise<Take> {
  switch (floor) {
    case "bare":
      return async () => {};
    case "each": {
      const pool = await openDatabase(database, acceptTable, 16);
      return async (body) => {
        const post = readPost(body);
        const values = [post.id, phoneOf(post), body.toString("utf8")];
        const text = "insert into inbox values ($1, $2, $3) on conflict do nothing";
        await pool.query({ name: "accept", text, values });
      };
    }
    case "group": {
      const pool = await openDatabase(database, acceptTable, 4);
      const commit = createGroupCommit<readonly [string, string, string]>(async (batch) => {
        const text =
          "insert into inbox select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing";
        const values = [0, 1, 2].map((column) => batch.map((row) => row[column]));
        await pool.query({ name: "accept", text, values });
      });
      return (body) => {
        const post = readPost(body);
        return commit([post.id, phoneOf(post), body.toString("utf8")]);
      };
    }
    case "loop": {
      const accept = createAnsweringLoop(await openDatabase(database, loopTables, 8), providerUrl);
      return (body) => accept(readPost(body));
    }
  }
}

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const given = Buffer.from(String(request.headers["x-hub-signature-256"] ?? "").slice(7), "hex");
  const due = createHmac("sha256", appSecret).update(body).digest();
  return given.length === due.length && timingSafeEqual(given, due);
}

const settings = JSON.parse(process.argv[2] ?? "{}") as FloorSettings; // written by the bench
const take = await takeOf(settings);

createServer((request, response) => {
  const answer = (status: number): void => void response.writeHead(status, { "content-length": "0" }).end();
  if (request.method === "GET") return answer(200);
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    if (!isSigned(request, body)) return answer(401);
    take(body).then(
      () => answer(200),
      () => answer(503),
    );
  });
}).listen(settings.port, "127.0.0.1");
