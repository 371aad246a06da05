import type { Command } from "commander";
import type { Installation } from "../installation.ts";

type Opened = <Result>(work: (installation: Installation) => Promise<Result>) => Promise<Result>;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Adds `evidence`: what proves a sale, as one signed file, and its check, which needs no shop and no database. */
export function addEvidence(comptoir: Command, opened: Opened): void {
  const evidence = comptoir
    .command("evidence")
    .description("write what proves a sale as one signed file: conversation, order, money, papers")
    .argument("<order>", "its id, such as ord_…, or its number")
    .option("--shop <shop>", "the shop's id, where there are several")
    .option("--out <file>", "where to write it (JSON; the PDF goes beside it)", "evidence.json")
    .action(async (order: string, options: { readonly shop?: string; readonly out: string }) => {
      const { writeEvidence } = await import("./evidence.ts");
      const lines = await opened((installation) =>
        writeEvidence(installation, order, { shop: options.shop, out: options.out }),
      );
      for (const line of lines) say(line);
    });
  evidence
    .command("verify")
    .description("say whether a file is as it was sealed, and which part was changed")
    .argument("<file>", "the JSON file; the PDF beside it is checked too")
    .option("--key <key>", "the public key of the installation that must have signed it")
    .action(async (file: string, options: { readonly key?: string }) => {
      const { verifyEvidence } = await import("./evidence.ts");
      const { ok, lines } = await verifyEvidence(file, options.key);
      for (const line of lines) say(line);
      if (!ok) process.exitCode = 1;
    });
}
