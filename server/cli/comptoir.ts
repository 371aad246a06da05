import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Installation } from "../installation.ts";
import type { LogLevel } from "../ports/json-log.ts";
import type { LedgerChoice } from "./export-ledger.ts";
import type { ServeFlags } from "./serve.ts";
import { NoSuchShop } from "./no-such-shop.ts";
import { listenForStop } from "./stop-signal.ts";
import { addTextTools } from "./text-tools.ts";

// What was compiled once is not compiled again: a start takes half the time. Where it cannot be written, nothing is lost.
enableCompileCache(join(import.meta.dirname, "..", "..", "node_modules", ".cache", "comptoir", "compiled"));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError("from 0 to 65535.");
  return value;
};
const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/** Opens the installation of this data folder, works on it and closes it. */
async function withInstallation<Result>(work: (installation: Installation) => Promise<Result>): Promise<Result> {
  const [{ openInstallation }, { readConfig }] = await Promise.all([
    import("../installation.ts"),
    import("../main.ts"),
  ]);
  const config = readConfig();
  const installation = await openInstallation({
    ...config,
    logLevel: config.environment["COMPTOIR_LOG"] ? config.logLevel : "warn",
  });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

/** The log, which takes time to read itself. */
const logTo =
  (level: LogLevel) =>
  (line: string): void =>
    void import("../ports/json-log.ts").then(({ createJsonLog }) => createJsonLog(level, process.stderr).info(line));

/** Serves. A database that is there comes up while the server's text is still being read. */
async function serveFromHere(flags: ServeFlags, isDemo: boolean): Promise<void> {
  const stop = listenForStop();
  const { hasDatabase, openDatabase, readConfig } = await import("../main.ts");
  const config = readConfig();
  const database = hasDatabase(config) ? openDatabase(config, logTo(config.logLevel)) : undefined;
  database?.catch(() => {}); // whoever waits for it is told
  const { serve } = await import("./serve.ts");
  await serve(flags, isDemo, { stop, database });
}

/** Adds the commands about a shop's file and its journal. */
function addBooks(comptoir: Command): void {
  comptoir
    .command("apply")
    .description("make a shop equal to its file; what the file does not name is left alone")
    .argument("<file>", "shop file (YAML)")
    .option("--plan", "only show what would change", false)
    .option("--prune", "archive what the file does not name", false)
    .option("--set-stock", "set the stock of known products to the file's", false)
    .option("--json", "print the plan as JSON", false)
    .action(async (file: string, options) => {
      const { applyAndTell, readShop } = await import("./apply.ts");
      // Read first: a file that is wrong starts no database.
      const shop = readShop(file);
      say(await withInstallation((installation) => applyAndTell(installation, shop, options)));
    });
  comptoir
    .command("export")
    .description("write a shop as its file")
    .argument("<shop>", "the shop's id")
    .action(async (slug: string) => {
      const { exportFile } = await import("./apply.ts");
      const text = await withInstallation((installation) => exportFile(installation, slug));
      if (text === undefined) throw new NoSuchShop(slug);
      process.stdout.write(text);
    });
  comptoir
    .command("ledger")
    .description("write a shop's journal for its accountant")
    .argument("<shop>", "the shop's id")
    .addOption(new Option("--format <format>", "csv, or fec for France").choices(["csv", "fec"]).default("csv"))
    .option("--from <date>", "first day, such as 2026-01-01")
    .option("--to <date>", "last day, such as 2026-12-31")
    .action(async (slug: string, choice: LedgerChoice) => {
      const { exportLedger } = await import("./export-ledger.ts");
      process.stdout.write(await withInstallation((installation) => exportLedger(installation, slug, choice)));
    });
}

function program(): Command {
  const comptoir = new Command("comptoir")
    .description("The open till inside your chats.")
    .showHelpAfterError("(--help shows what there is)")
    .exitOverride()
    .addHelpText(
      "after",
      "\nData is kept in ./data, or in the folder named by COMPTOIR_DATA. DATABASE_URL puts it on a PostgreSQL server.",
    );
  const listening = (command: Command): Command =>
    command
      .option("--shop <file>", "shop file to apply first; may be given several times", collect, [])
      .option("--port <port>", "port to listen at; 0 picks a free one", port, 4242)
      .option("--host <address>", "address to listen at; 0.0.0.0 for every network", "127.0.0.1");
  listening(comptoir.command("serve"))
    .description("apply shop files and serve them")
    .action((options) => serveFromHere(options, false));
  listening(comptoir.command("start"))
    .description("serve beside the demo world, which `npm start` runs; prints a link that signs in once")
    .action((options) => serveFromHere(options, true));
  addBooks(comptoir);
  comptoir
    .command("doctor")
    .description("check the configuration, the database, secrets, invariants and the way to the providers")
    .option("--json", "print the findings as JSON", false)
    .option("--offline", "do not call the providers", false)
    .action(async (options: { readonly json: boolean; readonly offline: boolean }) => {
      const { examine, writeFindings } = await import("./doctor.ts");
      const findings = await withInstallation((installation) => examine(installation, options));
      say(options.json ? JSON.stringify(findings, undefined, 2) : writeFindings(findings));
      if (findings.some(({ outcome }) => outcome === "failed")) process.exitCode = 1;
    });
  comptoir
    .command("bench")
    .description("measure this machine against floors of the same run")
    .allowUnknownOption()
    .helpOption(false)
    .argument("[arguments...]")
    .action(async () => {
      // A program of its own, named by its path so that the till does not depend on it.
      await import(join(import.meta.dirname, "..", "..", "bench", "run.ts"));
    });
  addTextTools(comptoir);
  return comptoir;
}

/** Runs one command line; gives the exit code: 0 done, 1 failed, 2 not understood. */
async function main(argv: readonly string[]): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8")) as {
    readonly version: string;
  };
  try {
    await program().version(version).parseAsync(argv, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const text =
      error instanceof Error ? (isPlain(error) ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`comptoir: ${text}\n`);
    return 1;
  }
}

/** Failures whose message says all a person needs: ours by name, the system's by their code. */
const plainFailures = new Set([
  "BadShopFile",
  "NoShopFile",
  "ShopRefused",
  "NoEmbeddedPostgres",
  "StoreFailure",
  "CannotListen",
  "QrRefused",
  "UnknownCountry",
  "BadAmount",
  "NoSuchShop",
  "BadDate",
]);
const systemFailures = new Set(["ENOENT", "EACCES", "EISDIR", "ENOSPC", "EROFS", "ECONNREFUSED", "ENOTFOUND"]);
const isPlain = (error: Error): boolean =>
  plainFailures.has(error.name) ||
  ("code" in error && typeof error.code === "string" && systemFailures.has(error.code));

process.exit(await main(process.argv.slice(2)));
