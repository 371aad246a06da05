import type { JourneyEvent, Understood } from "#contracts/journey";
import { advance } from "#engine/advance-journey";
import type { Batch, ThreadDraft } from "#engine/batch";
import { orderJourney, refundJourney } from "#engine/journey-context";
import { giveWord } from "#engine/journey-slots";

/** Whether a message is about a refund by itself: her words, or a button of that talk. */
const isAboutRefund = ({ content, wants, text }: Understood): boolean =>
  content.kind === "choice"
    ? content.choiceId.startsWith("rf:")
    : // Words in quotes are meant as they stand.
      wants === "refund" && !/^["«“']/u.test(text.trim());

/**
 * Answers what belongs to the talk about a refund. It lies over the shop's own talk, which keeps its place: a message
 * that fits the shop better gives the word back there, and the refund waits until she speaks of it again. False when the
 * message is for neither.
 */
export async function answerRefund(batch: Batch, thread: ThreadDraft, understood: Understood): Promise<boolean> {
  const journey = batch.ports.journeys.find(({ name }) => name === refundJourney);
  if (!journey) return false;
  const running = thread.journey === refundJourney;
  const said: JourneyEvent = { event: "customer-said", understood };
  if (!running) {
    if (!isAboutRefund(understood)) return false;
    giveWord(thread, refundJourney, journey.initial);
  }
  if ((await advance(batch, thread, said, refundJourney)).consumed) return true;
  // A question the shop has an answer to is answered with it, and our own question is put again.
  if (!running || understood.answer !== undefined) return false;
  if (!(await advance(batch, thread, said, orderJourney)).consumed) return false;
  const shop = batch.ports.journeys.find(({ name }) => name === orderJourney);
  giveWord(thread, orderJourney, shop?.initial ?? null);
  return true;
}
