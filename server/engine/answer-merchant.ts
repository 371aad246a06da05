import type { JourneyEvent } from "#contracts/journey";
import type { ParsedCommand } from "#domain/command";
import type { InboundContent } from "#domain/inbound";
import { advance } from "#engine/advance-journey";
import type { Batch, ThreadDraft } from "#engine/batch";
import { peopleNamed } from "#engine/find-people";
import { merchantJourney, orderJourney } from "#engine/journey-context";
import { endTalk, giveWord } from "#engine/journey-slots";
import { merchantOf } from "#engine/merchant";

/** From now on the thread is about commands, where it was not. */
export function listenTo({ ports }: Batch, thread: ThreadDraft): void {
  giveWord(thread, merchantJourney, ports.journeys.find(({ name }) => name === merchantJourney)?.initial ?? null);
}

/** A guess at money that only a known name makes one: "20 lea" is a sale if there is a Lea, "20 roses" is talk. */
async function isMereTalk(batch: Batch, command: ParsedCommand): Promise<boolean> {
  if ((command.kind !== "charge" && command.kind !== "qr") || !command.assumedCurrency || command.payee.by !== "name")
    return false;
  return (await peopleNamed(batch.tx, command.payee.name)).length === 0;
}

/** Answers a merchant's line; false when it is none, and she is a customer like any other. */
export async function answerMerchant(
  batch: Batch,
  thread: ThreadDraft,
  content: InboundContent,
  text: string,
): Promise<boolean> {
  const { shop, ports } = batch;
  if (!merchantOf(shop, thread)) return false;
  const { country, currency, languages } = shop;
  const parsed =
    text === "" || content.kind === "choice" ? undefined : ports.parseCommand(text, { country, currency, languages });
  const command = parsed === undefined || (await isMereTalk(batch, parsed)) ? undefined : parsed;
  const said: JourneyEvent = {
    event: "customer-said",
    understood: { content, text, ...(command === undefined ? {} : { command }) },
  };
  const isOurs = content.kind === "choice" && content.choiceId.startsWith("mc:");
  const isCommand = command !== undefined && command.kind !== "not-a-command";
  if (thread.journey !== merchantJourney) {
    if (!isOurs && !isCommand) return false;
    listenTo(batch, thread);
  }
  if ((await advance(batch, thread, said)).consumed) {
    // Done by the till: nobody has to read it.
    thread.unread = 0;
    return true;
  }
  endTalk(thread, merchantJourney, orderJourney);
  return false;
}
