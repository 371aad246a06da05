import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What `npm start` was asked for. */
export type Flags = {
  readonly fresh: boolean;
  /** The till's wanted port. */
  readonly port: number;
  /** Whether a taken port is an error: true when the port was asked for by name. */
  readonly portIsFixed: boolean;
  readonly open: boolean;
  /** Shows what the children write instead of keeping it in the data folder. */
  readonly verbose: boolean;
  readonly help: boolean;
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
};

/** Printed by `--help`. */
export const help = `npm start -- [options]    Starts Comptoir with its demo: two shops, a customer's phone, a bank.

  --port N     port of the till and its console (4242, or the next free one)
  --fresh      forget everything and begin anew
  --no-open    do not open a browser
  --verbose    show what the parts write instead of keeping it in the data folder
  --help       this text

Data is kept in ./data, or in the folder named by COMPTOIR_DATA. DATABASE_URL puts it on a PostgreSQL server.
`;

/** The port of the till when none is asked for. */
const usualPort = 4242;

/** A start that cannot go on; the message tells the person what to do about it. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}

/** Reads the flags. Throws `CannotStart` for an unknown one or a port that is none. */
export function readFlags(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Flags {
  const values = parsed(argv);
  const port = values.port === undefined ? usualPort : Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new CannotStart(`--port wants a number from 1 to 65535, not "${values.port ?? ""}".`);
  }
  return {
    fresh: values.fresh ?? false,
    port,
    portIsFixed: values.port !== undefined,
    open: !(values["no-open"] ?? false),
    verbose: values.verbose ?? false,
    help: values.help ?? false,
    dataFolder: resolve(environment["COMPTOIR_DATA"] || "data"),
  };
}

function parsed(argv: readonly string[]) {
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: { fresh: flag, port: { type: "string" }, "no-open": flag, verbose: flag, help: flag },
    }).values;
  } catch (failure) {
    throw new CannotStart(`${failure instanceof Error ? failure.message : String(failure)}\n\n${help}`);
  }
}
