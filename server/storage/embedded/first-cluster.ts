import { spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "./account.ts";
import { canReach } from "./account.ts";
import type { Runtime } from "./postgres-binaries.ts";

/** The role that owns the cluster; the application connects as lesser ones. */
export const superUser = "comptoir";

/** Nothing of our own environment reaches PostgreSQL: no locale, no PG… variable, no secret. */
export const environment = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", TZ: "UTC", LC_ALL: "C" };

/**
 * The data folder as PostgreSQL is told it. Under folders its account may not pass (root's 0700 home) the absolute
 * path is of no use; the folder is then handed over as the working directory, which was opened while we were still root.
 */
export const nameForServer = (folder: string, account: Account): string =>
  canReach(folder, account) || process.platform !== "linux" ? folder : "/proc/self/cwd";

const runInitdb = (runtime: Runtime, folder: string, account: Account): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = ["-D", nameForServer(folder, account), "-U", superUser, "--encoding=UTF8", "--data-checksums"];
    options.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C");
    // The socket's folder is closed to everybody but this account, so the socket asks for no password.
    options.push("--auth=trust");
    const child = spawn(join(runtime.folder, "bin", "initdb"), options, {
      ...account,
      cwd: folder,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`PostgreSQL's initdb failed (${code}): ${complaint.trim()}`)),
    );
  });

/**
 * Makes the cluster at `dataDir/cluster` unless it is there. It is prepared under another name and renamed when it is
 * whole, so that a kill in the middle leaves nothing that looks like a cluster; earlier left-overs are removed.
 * Throws when a cluster is there that we may not read, and with initdb's own words when it fails.
 */
export const createCluster = async (dataDir: string, runtime: Runtime, account: Account): Promise<void> => {
  const cluster = join(dataDir, "cluster");
  if (existsSync(cluster)) {
    if (!existsSync(join(cluster, "PG_VERSION")))
      throw new Error(`${cluster} cannot be read: start as the user who made it, or choose another COMPTOIR_DATA.`);
    return;
  }
  for (const name of readdirSync(dataDir).filter((one) => one.startsWith("cluster.")))
    rmSync(join(dataDir, name), { recursive: true, force: true });
  const draft = join(dataDir, `cluster.${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  chmodSync(draft, 0o700);
  if (account !== undefined) chownSync(draft, account.uid, account.gid);
  await runInitdb(runtime, draft, account);
  renameSync(draft, cluster);
};
