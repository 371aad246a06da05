import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, canReach } from "./account.ts";

/** The port is part of the socket's name alone: every cluster has a folder of its own and nothing listens on TCP. */
export const socketPort = 5432;

/** A socket's path may hold about 100 bytes; a folder name, the socket's and a slash take 45 of them. */
const longestParent = 55;

const nameSocketFolder = (dataDir: string, account: Account): string => {
  const own = realpathSync(tmpdir());
  const parent = own.length <= longestParent && canReach(own, account) ? own : "/tmp";
  const name = createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 16);
  return join(parent, `comptoir-${name}`);
};

/** Removes the folder of a stopped server's socket. */
export const removeSocketFolder = (dataDir: string, account: Account): void =>
  rmSync(nameSocketFolder(dataDir, account), { recursive: true, force: true });

/**
 * The folder of a cluster's socket: short, outside the data (whose path may be long or closed), named by a hash of the
 * data's place so that every process of an installation finds it, and open to the server's account alone.
 * Throws when the name is taken by somebody else.
 */
export const provideSocketFolder = (dataDir: string, account: Account): string => {
  const folder = nameSocketFolder(dataDir, account);
  const uid = account?.uid ?? process.getuid?.();
  try {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o700);
    if (account !== undefined) chownSync(folder, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const found = lstatSync(folder);
  // Root may have been killed between making the folder and handing it over.
  if (account !== undefined && found.isDirectory() && found.uid === 0) chownSync(folder, account.uid, account.gid);
  else if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0)
    throw new Error(`${folder} belongs to somebody else; remove it, or set TMPDIR to a folder of your own.`);
  return folder;
};
