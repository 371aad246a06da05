import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runProgram } from "./programs.ts";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The Chromium in PATH (or named by COMPTOIR_CHROMIUM), as an absolute path. */
export const findChromium = (): string | undefined => {
  const named = process.env["COMPTOIR_CHROMIUM"];
  if (named !== undefined && existsSync(named)) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
};

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

const packages = ["chromium", "fonts-liberation", "fonts-noto-color-emoji"];

/** Finds Chromium, or installs Debian's as root. Undefined, with the reason shown, when neither is possible. */
export const ensureChromium = async (): Promise<string | undefined> => {
  const found = findChromium();
  if (found !== undefined) return found;
  if (!canInstall()) {
    process.stdout.write("No Chromium here. Install it (Debian: apt-get install chromium) or set COMPTOIR_CHROMIUM.\n");
    return undefined;
  }
  process.stdout.write("Installing Chromium from the system's packages…\n");
  const install = ["-y", "-qq", "--no-install-recommends", "install", ...packages];
  const quietly = { read: false, env: { DEBIAN_FRONTEND: "noninteractive" } };
  if ((await runProgram("apt-get", install, quietly)).exitCode !== 0) {
    await runProgram("apt-get", ["-qq", "update"], quietly); // a fresh machine may have no package lists yet
    await runProgram("apt-get", install, quietly);
  }
  const installed = findChromium();
  if (installed === undefined) process.stdout.write("Chromium could not be installed; apt-get's reason is above.\n");
  return installed;
};
