import { statSync } from "node:fs";
import { dirname } from "node:path";

/** The system account PostgreSQL runs under; undefined means our own (we are not root, or the system has no accounts). */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/** "nobody" on every Linux: an account that owns nothing else and need not be created. */
const nobody = 65_534;

const statOrNothing = (path: string) => statSync(path, { throwIfNoEntry: false });

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the owner of an existing cluster (a folder that
 * was first used without root), else nobody.
 */
export const accountFor = (cluster: string): Account => {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statOrNothing(cluster);
  return owner === undefined || owner.uid === 0 ? { uid: nobody, gid: nobody } : { uid: owner.uid, gid: owner.gid };
};

const mayEnter = (path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): boolean => {
  const found = statOrNothing(path);
  if (found === undefined) return false;
  if (found.uid === uid) return (found.mode & 0o100) !== 0;
  if (found.gid === gid) return (found.mode & 0o010) !== 0;
  return (found.mode & 0o001) !== 0;
};

/** True when the account may pass through every folder down to `path` (a clone under root's 0700 home says no). */
export const canReach = (path: string, account: Account): boolean => {
  if (account === undefined) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    if (!mayEnter(folder, account)) return false;
    if (folder === dirname(folder)) return true;
  }
};
