import { type Command, InvalidArgumentError } from "commander";
import type { RailQuestion } from "./why-rail.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const field = (written: string, before: Readonly<Record<string, string>>): Record<string, string> => {
  const at = written.indexOf("=");
  if (at < 1) throw new InvalidArgumentError(`"${written}" is no field: write name=value.`);
  return { ...before, [written.slice(0, at)]: written.slice(at + 1) };
};

/** Adds the commands that read and write texts, and need no running till: `qr`, `parse` and `why-rail`. */
export function addTextTools(comptoir: Command): void {
  comptoir
    .command("parse")
    .description("say what a merchant's line means, as JSON; nothing is done")
    .argument("<text>", 'the line, such as "10 EUR +33612345678 REGISTER lea@example.com"')
    .option("--country <code>", "the shop's country (ISO 3166): its phones and numbers", "FR")
    .action(async (text: string, { country }: { readonly country: string }) =>
      say((await import("./parse.ts")).printParsed(text, country)),
    );
  comptoir
    .command("why-rail")
    .description("say which rail of a shop file takes a payment, and why, as JSON; nothing is asked of anyone")
    .argument("<amount>", "a decimal such as 49.90")
    .argument("<currency>", "its code (ISO 4217), such as EUR")
    .requiredOption("--shop <file>", "shop file (YAML)")
    .option("--channel <kind>", "kind of the channel she writes on, such as whatsapp")
    .option("--country <code>", "country of the payer (ISO 3166)")
    .option("--keep-card", "the card is to be kept", false)
    .action(
      async (amount: string, currency: string, { shop, ...question }: RailQuestion & { readonly shop: string }) => {
        const [{ readShop }, { explainRail }] = await Promise.all([import("./apply.ts"), import("./why-rail.ts")]);
        say(explainRail(readShop(shop), amount, currency, question));
      },
    );
  const qr = comptoir.command("qr").description("write and read the text of payment codes");
  qr.command("encode")
    .description("write a code from its fields: comptoir qr encode epc name=Rose iban=FR76… amount=49.90")
    .argument("<kind>", "one of those `comptoir qr kinds` lists")
    .argument("[fields...]", "name=value; a merchant's accounts by their ids: 04=… 26.00=…", field, {})
    .action(async (kind: string, fields: Readonly<Record<string, string>>) =>
      say((await import("./qr.ts")).encodeQr(kind, fields)),
    );
  qr.command("decode")
    .description("read the text of a code, whatever its kind, as JSON")
    .argument("<text>")
    .action(async (text: string) => say((await import("./qr.ts")).decodeQr(text)));
  qr.command("kinds")
    .description("list the kinds of codes and their fields")
    .action(async () => say((await import("./qr.ts")).qrUsage()));
}
