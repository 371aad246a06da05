import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CannotStart, readFlags } from "./flags.ts";

describe("the flags of npm start", () => {
  it("are calm by default: port 4242 or the next, a browser, ./data", () => {
    expect(readFlags([], {})).toEqual({
      fresh: false,
      port: 4242,
      portIsFixed: false,
      open: true,
      verbose: false,
      help: false,
      dataFolder: join(process.cwd(), "data"),
    });
  });

  it("are read, and COMPTOIR_DATA names the folder", () => {
    const flags = readFlags(["--fresh", "--port", "5000", "--no-open", "--verbose"], { COMPTOIR_DATA: "/srv/shop" });
    const wanted = { fresh: true, port: 5000, portIsFixed: true, open: false, verbose: true, dataFolder: "/srv/shop" };
    expect(flags).toMatchObject(wanted);
  });

  it.each([["--frehs"], ["--port", "none"], ["--port", "0"], ["--port", "70000"], ["here"]])(
    "are refused with a reason when they make no sense: %s %s",
    (...argv) => expect(() => readFlags(argv, {})).toThrow(CannotStart),
  );
});
