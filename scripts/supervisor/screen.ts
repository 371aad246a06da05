import { stripVTControlCharacters } from "node:util";

/** Where lines go, and whether a person sees them in colour. */
export type Outlet = { readonly write: (text: string) => void; readonly colours: boolean };

/** What the supervisor shows. */
export type Screen = {
  readonly say: (sentence: string) => void;
  /** Shows a step with its seconds once it is done; a step that takes no noticeable time stays silent. */
  readonly step: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;
  /** The one thing to look at. */
  readonly box: (lines: readonly string[]) => void;
};

/** A step shorter than this is not worth a line, in milliseconds. */
const noticeableMs = 400;

/** Makes a screen. `now` gives milliseconds of any clock that runs evenly. */
export function createScreen({ write, colours }: Outlet, now: () => number): Screen {
  const dim = (text: string): string => (colours ? `\u001b[2m${text}\u001b[22m` : text);
  const bold = (text: string): string => (colours ? `\u001b[1m${text}\u001b[22m` : text);
  return {
    say: (sentence) => write(`${sentence}\n`),
    async step(title, work) {
      const began = now();
      let shown = false;
      const timer = setTimeout(() => {
        shown = true;
        write(`  ${title}…\n`);
      }, noticeableMs);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        if (shown) write(dim(`  ${title}: ${((now() - began) / 1_000).toFixed(1)} s\n`));
      }
    },
    box(lines) {
      const width = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
      write(`\n╭${"─".repeat(width + 4)}╮\n`);
      for (const [place, line] of lines.entries()) {
        write(`│  ${place === 0 ? bold(line) : line}${" ".repeat(width - line.length)}  │\n`);
      }
      write(`╰${"─".repeat(width + 4)}╯\n\n`);
    },
  };
}
