import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SettingsForm } from "#contracts/settings";
import type { Installation } from "../installation.ts";
import { type Connection, connectionsOf, missingValues } from "./connections.ts";
import { type TroubleCounts, countTrouble } from "./trouble-counts.ts";

/** One thing that was looked at. */
export type Finding = {
  readonly subject: string;
  readonly outcome: "passed" | "failed" | "warning" | "skipped";
  readonly detail: string;
};

const passed = (subject: string, detail: string): Finding => ({ subject, outcome: "passed", detail });

function keyFile({ config }: Installation): Finding {
  const file = join(config.dataFolder, "secret.key");
  if (config.secretKey !== undefined) return passed("key", "given by COMPTOIR_SECRET_KEY");
  if (!existsSync(file)) return { subject: "key", outcome: "failed", detail: `${file} is missing` };
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0)
    return { subject: "key", outcome: "failed", detail: `${file} can be read by others; run chmod 600 on it` };
  return passed("key", file);
}

function settingsOf({ reveal }: Installation, connection: Connection): Finding {
  const subject = `${connection.part} ${connection.id}`;
  if (connection.form === undefined)
    return { subject, outcome: "failed", detail: `the kind ${connection.kind} is not installed` };
  const missing = missingValues(connection, reveal);
  if (missing.length === 0) return passed(subject, "every required setting has a value");
  const isFatal = missing.some(({ required, standard }) => required && standard === undefined);
  return { subject, outcome: isFatal ? "failed" : "warning", detail: missing.map(({ why }) => why).join("; ") };
}

/** Whether the provider's address answers at all; no credentials are sent. */
async function wayTo(
  { guarded, reveal }: Installation,
  form: SettingsForm,
  connection: Connection,
): Promise<Finding[]> {
  const urls = Object.entries(form).flatMap(([name, field]) => {
    const written = connection.settings[name];
    const url = field.kind === "url" ? (written === undefined ? field.standard : reveal(written)) : undefined;
    return url === undefined ? [] : [url];
  });
  return Promise.all(
    urls.map(async (url): Promise<Finding> => {
      const subject = `way to ${connection.kind} (${connection.id})`;
      try {
        const { status } = await guarded.http({
          method: "GET",
          url,
          headers: {},
          deadlineMs: 5_000,
          maxBytes: 1_000_000,
        });
        return passed(subject, `${new URL(url).host} answers (${status})`);
      } catch (error) {
        return { subject, outcome: "failed", detail: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

async function invariantsOf(
  { store, clock }: Installation,
  businessId: string,
  slug: string,
): Promise<readonly Finding[]> {
  const { checkBusiness } = await import("#invariants/check");
  const broken = await checkBusiness(store, businessId, clock.now());
  if (broken.length === 0) return [passed(`invariants of ${slug}`, "all hold")];
  return broken.map(({ rule, id, problem }) => ({
    subject: `invariant ${rule} of ${slug}`,
    outcome: "failed",
    detail: `${id}: ${problem}`,
  }));
}

/** What went wrong and waits for a person; nothing where nothing did. */
async function troubleOf(counting: Promise<TroubleCounts>, slug: string): Promise<readonly Finding[]> {
  const { twice, events, tasks, posts } = await counting;
  const stuck = "the console shows why under Notices, Stuck, and tries them again";
  const findings = [
    [twice, `messages of ${slug}`, `${twice} may have reached the customer twice in the last 30 days`],
    [events, `events of ${slug}`, `${events} could not be worked on: ${stuck}`],
    [tasks, `tasks of ${slug}`, `${tasks} could not be done: ${stuck}`],
    [posts, `webhooks of ${slug}`, `${posts} could not be read: ${stuck}`],
  ] as const;
  return findings.flatMap(([count, subject, detail]) => (count > 0 ? [{ subject, outcome: "warning", detail }] : []));
}

/** Looks at everything that can be wrong with an installation without changing it. */
export async function examine(
  installation: Installation,
  { offline }: { readonly offline: boolean },
): Promise<readonly Finding[]> {
  const { config, store, clock, migrated } = installation;
  const reader = store.reader(1);
  const findings: Finding[] = [
    passed("data folder", config.dataFolder),
    passed(
      "database",
      config.databaseUrl === undefined ? "the built-in PostgreSQL answers" : "the PostgreSQL server answers",
    ),
    passed("schema", migrated.length === 0 ? "up to date" : `brought up to date: ${migrated.join(", ")}`),
    keyFile(installation),
  ];
  const businesses = await store.installation.businesses();
  if (businesses.length === 0)
    findings.push({ subject: "shops", outcome: "warning", detail: "there are none; comptoir apply FILE makes one" });
  await installation.trusted.refresh();
  for (const { businessId, slug } of businesses) {
    for (const connection of await connectionsOf(installation, businessId)) {
      const { form } = connection;
      findings.push(settingsOf(installation, connection));
      if (!offline && form !== undefined) findings.push(...(await wayTo(installation, form, connection)));
    }
    findings.push(...(await troubleOf(countTrouble(reader, businessId, clock.now()), slug)));
    findings.push(...(await invariantsOf(installation, businessId, slug)));
  }
  return findings;
}

const signs = { passed: "ok  ", failed: "FAIL", warning: "?   ", skipped: "-   " } as const;

/** The findings for people, one a line. */
export const writeFindings = (findings: readonly Finding[]): string =>
  findings.map(({ subject, outcome, detail }) => `${signs[outcome]} ${subject}: ${detail}`).join("\n");
