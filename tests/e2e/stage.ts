import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from "playwright-core";
import { findChromium } from "../../scripts/browser.ts";

/** What the scenes play on: one browser, its pages watched for errors. */
export type Stage = {
  /** A browser of its own (cookies, language, window) with one page. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>;
  /** Keeps a picture in `shots/`. */
  readonly shot: (page: Page, name: string) => Promise<void>;
  /** Pictures of every open page, after a failure. */
  readonly shotOfAll: (title: string) => Promise<void>;
  /** While the till is killed on purpose, its pages may complain that they cannot reach it. */
  readonly tolerate: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** What pages complained about since the last call. */
  readonly complaints: () => readonly string[];
  readonly close: () => Promise<void>;
};

const shots = join(import.meta.dirname, "shots");
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** French reader at a desk; scenes change what they need. */
const usual: BrowserContextOptions = {
  locale: "fr-FR",
  timezoneId: "Europe/Paris",
  viewport: { width: 1440, height: 900 },
  colorScheme: "light",
  reducedMotion: "reduce",
};

/** How long a page may take for one thing, in milliseconds. */
const patienceMs = 45_000;

/** Opens the browser. Rejects when there is none. */
export async function openStage(): Promise<Stage> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium here (COMPTOIR_CHROMIUM names one).");
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  const browser: Browser = await chromium.launch({ executablePath, args: [...flags, ...quiet] });
  let heard: string[] = [];
  let tolerant = 0;
  const hear = (page: Page, text: string): void => {
    // The bank answers a declined card with 402, and browsers call every such answer an error.
    if (text.includes("402") && text.includes("/c/pay/")) return;
    if (tolerant === 0) heard.push(`${new URL(page.url()).pathname}: ${text}`);
  };
  const watch = (page: Page): void => {
    page.on("pageerror", (failure) => hear(page, failure.message));
    page.on("console", (message) => {
      if (message.type() === "error") hear(page, `${message.text()} ${message.location().url}`);
    });
  };
  const shot = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(shots, `${name}.png`), animations: "disabled" });
  };
  return {
    async open(options = {}) {
      const context: BrowserContext = await browser.newContext({ ...usual, ...options });
      context.setDefaultTimeout(patienceMs);
      context.on("page", watch);
      return context.newPage();
    },
    shot,
    async shotOfAll(title) {
      const pages = browser.contexts().flatMap((context) => context.pages());
      const name = title.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 60);
      for (const [n, page] of pages.entries()) await shot(page, `failed-${name}-${n}`);
    },
    async tolerate(run) {
      tolerant += 1;
      try {
        return await run();
      } finally {
        tolerant -= 1;
      }
    },
    complaints() {
      const found = heard;
      heard = [];
      return found;
    },
    close: () => browser.close(),
  };
}

/** WCAG 2.2 AA, everything axe can see of it. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The rules that depend on the colours; the others see the same page in the dark. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong on a page and in its frames, each in one line; empty when nothing is. */
export async function barriers(page: Page, only: "everything" | "colours"): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"], elementRef: false });
  const set = only === "colours" ? axe.withRules(colourRules) : axe.withTags(rules);
  const { violations } = await set.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 4).map(({ target, any }) => `${id}: ${help} | ${target.join(" ")} | ${any[0]?.message ?? ""}`),
  );
}
