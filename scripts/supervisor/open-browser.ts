import { spawn } from "node:child_process";

/** What decides whether there is a browser to open. */
export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** The command that opens an address here; undefined on a machine without a screen, over SSH or in a pipe. */
export function browserCommand(
  url: string,
  { platform, isTerminal, environment }: Surroundings,
): readonly string[] | undefined {
  if (!isTerminal || environment["CI"] !== undefined) return undefined;
  if (platform === "darwin") return ["open", url];
  // The empty pair of quotes is the window's title, which `start` takes first; & ends a command unless escaped.
  if (platform === "win32") return ["cmd", "/c", "start", '""', url.replaceAll("&", "^&")];
  const screen = environment["DISPLAY"] || environment["WAYLAND_DISPLAY"];
  return screen ? ["xdg-open", url] : undefined;
}

/** Opens the address in a browser where there is one. Whether it worked is not known; the address is on the screen. */
export function openBrowser(url: string, surroundings: Surroundings): void {
  const [command, ...argv] = browserCommand(url, surroundings) ?? [];
  if (command === undefined) return;
  const child = spawn(command, argv, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
