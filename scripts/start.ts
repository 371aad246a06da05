import { join } from "node:path";
import { CannotStart, help, readFlags } from "./supervisor/flags.ts";
import { openBrowser } from "./supervisor/open-browser.ts";
import { createScreen } from "./supervisor/screen.ts";
import { CalledOff, superviseDemo } from "./supervisor/supervise.ts";

/** `npm start`: Comptoir with its demo. Runs until Ctrl+C, or until a part of it cannot go on. */
const main = async (argv: readonly string[]): Promise<number> => {
  const isTerminal = process.stdout.isTTY;
  const colours = isTerminal && (process.env["NO_COLOR"] ?? "") === "";
  const screen = createScreen({ write: (text) => void process.stdout.write(text), colours }, () => performance.now());
  const flags = readFlags(argv, process.env);
  if (flags.help) {
    screen.say(help);
    return 0;
  }
  const asked = Promise.withResolvers<void>();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => asked.resolve());

  const demo = await superviseDemo(flags, join(import.meta.dirname, ".."), screen, asked.promise);
  const address = demo.signInUrl ?? demo.url;
  screen.box(["Comptoir is open", address, `Data: ${flags.dataFolder} · Ctrl+C closes`]);
  if (flags.open) openBrowser(address, { platform: process.platform, isTerminal, environment: process.env });

  void asked.promise.then(async () => {
    screen.say("\nClosing…");
    await demo.stop();
  });
  return demo.over;
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (failure) {
  if (failure instanceof CalledOff) process.exitCode = 130;
  else if (failure instanceof CannotStart) {
    process.stderr.write(`\n${failure.message}\n`);
    process.exitCode = 1;
  } else throw failure;
}
// Signal handlers and open channels would keep the process alive after everything has ended.
process.exit();
