import { forbiddenImports, welcomeImports } from "./directions.ts";

/** One forbidden thing each: where it is planted, and the source that must be refused there. */
export type Plant = { readonly path: string; readonly source: string };

const importing = (name: string): string => `import { a } from "${name}";\nexport const b = a;\n`;
const saying = (expression: string): string => `export const b = (): unknown => ${expression};\n`;

/** Folders where the clock, chance, timers, the network and the environment come through ports alone. */
const withoutOutside = [
  "server/domain",
  "server/contracts",
  "server/journeys/shop-order",
  "server/engine",
  "server/invariants",
  "server/channels/whatsapp",
  "server/payments/stripe",
  "server/crm/hubspot",
  "server/understanding",
  "world/meta",
];

const outside: Readonly<Record<string, string>> = {
  "reads-clock": "Date.now()",
  "makes-date": "new Date(0)",
  "sets-timeout": "setTimeout(() => {}, 1)",
  "sets-interval": "setInterval(() => {}, 1)",
  "sets-immediate": "setImmediate(() => {})",
  "rolls-dice": "Math.random()",
  fetches: 'fetch("http://127.0.0.1")',
  "reads-environment": 'process.env["HOME"]',
  "makes-id": "crypto.randomUUID()",
  "goes-round": "globalThis.Date.now()",
};

const asFileName = (text: string): string => text.replaceAll(/[^a-z0-9]+/gi, "-").replaceAll(/^-|-$/g, "");

const imports = Object.entries(forbiddenImports).flatMap(([folder, names]) =>
  names.map((name, place) => ({
    path: `${folder}/planted-${place}-${asFileName(name)}.ts`,
    source: importing(name),
  })),
);

const globals = withoutOutside.flatMap((folder) =>
  Object.entries(outside).map(([name, expression]) => ({ path: `${folder}/${name}.ts`, source: saying(expression) })),
);

const others: readonly Plant[] = [
  ...["randomBytes", "randomUUID", "randomInt", "webcrypto"].map((name) => ({
    path: `server/payments/stripe/draws-${asFileName(name)}.ts`,
    source: `import { ${name} } from "node:crypto";\nexport const b = ${name};\n`,
  })),
  { path: "world/meta/draws.ts", source: 'import { randomUUID } from "node:crypto";\nexport const b = randomUUID;\n' },
  { path: "server/storage/environment.ts", source: saying('process.env["HOME"]') },
  { path: "server/http/environment.ts", source: saying('process.env["HOME"]') },
  { path: "server/cli/environment.ts", source: saying('process.env["HOME"]') },
  { path: "simulation/reads-clock.ts", source: saying("Date.now()") },
  { path: "simulation/rolls-dice.ts", source: saying("Math.random()") },
  { path: "server/http/lax.ts", source: "export const b = (value: any): unknown => value;\n" },
  { path: "server/http/default.ts", source: "export default 1;\n" },
  { path: "server/http/chatty.ts", source: 'console.log("here");\nexport const b = 1;\n' },
  {
    path: "server/http/floating.ts",
    source: "const work = async (): Promise<void> => {};\nexport const b = (): void => {\n  work();\n};\n",
  },
  {
    path: "server/http/ring-one.ts",
    source: 'import { b } from "./ring-two.ts";\nexport const a = (): unknown => b;\n',
  },
  {
    path: "server/http/ring-two.ts",
    source: 'import { a } from "./ring-one.ts";\nexport const b = (): unknown => a;\n',
  },
];

/** Everything that must be caught. */
export const forbidden: readonly Plant[] = [...imports, ...globals, ...others];

/** What must not be caught: a fence that refuses everything would pass every test above. */
export const welcome: readonly Plant[] = [
  ...Object.entries(welcomeImports).flatMap(([folder, names]) =>
    names.map((name, place) => ({
      path: `${folder}/allowed-${place}-${asFileName(name)}.ts`,
      source: importing(name),
    })),
  ),
  {
    path: "server/payments/stripe/signs.ts",
    source:
      'import { createHmac, timingSafeEqual } from "node:crypto";\nexport const b = [createHmac, timingSafeEqual];\n',
  },
  {
    path: "world/meta/face-http.ts",
    source: 'import { createServer } from "node:http";\nexport const b = createServer;\n',
  },
  { path: "server/main.ts", source: saying('process.env["HOME"]') },
  { path: "server/storage/typed.ts", source: 'import type { A } from "#invariants/money";\nexport type B = A;\n' },
  { path: "server/domain/money.test.ts", source: `${importing("vitest")}export const c = Date.now();\n` },
  { path: "some.config.ts", source: "export default {};\n" },
];
