import { describe, expect, it } from "vitest";
import { NotUnderstood, readOptions, sectionNames } from "./options.ts";

describe("the command line", () => {
  it("runs everything when nothing is said", () => {
    expect(readOptions([])).toMatchObject({ quick: false, server: false, sections: sectionNames, json: undefined });
  });
  it("leaves the slow parts out of a quick run, unless they are named", () => {
    const sections = (...argv: string[]) => {
      const options = readOptions(["--quick", ...argv]);
      return options === "help" ? [] : options.sections;
    };
    expect(sections()).not.toContain("outage");
    expect(sections("--only", "outage,start")).toEqual(["start", "outage"]);
  });
  it("reads numbers with their separators", () => {
    expect(readOptions(["--seconds", "0.5", "--history", "2,000,000"])).toMatchObject({
      milliseconds: 500,
      history: 2_000_000,
    });
  });
  it.each([[["--fast"]], [["--only", "speed"]], [["--seconds", "soon"]], [["--history", "-5"]], [["quick"]]])(
    "refuses %j",
    (argv) => expect(() => readOptions(argv)).toThrow(NotUnderstood),
  );
});
