import type { Effect } from "#domain/effect";
import type { RefundNews } from "#domain/refund-request";
import { say, tell, text } from "./say.ts";

/** Tells the customer what became of her request: a notice, whoever has the thread. */
export function tellNews(news: RefundNews): readonly Effect[] {
  const about = { number: news.number, amount: { money: news.amount } };
  switch (news.step) {
    case "approved":
    case "sent":
    case "failed":
    case "closed":
      return [tell(`news.${news.step}`, about, true)];
    case "done":
      return [
        news.account === undefined
          ? tell("news.done", about, true)
          : tell("news.done-account", { ...about, account: news.account }, true),
      ];
    case "refused":
      return [
        tell(
          "news.refused",
          { ...about, why: { wording: text(`why.${news.refusal}`, { words: news.words ?? "–" }) } },
          true,
        ),
      ];
    case "question":
      return [
        say(
          {
            kind: "buttons",
            body: text("news.question", { number: news.number, words: news.words }),
            buttons: [{ id: `rf:answer:${news.requestId}`, title: text("button.answer") }],
          },
          true,
        ),
      ];
  }
}
