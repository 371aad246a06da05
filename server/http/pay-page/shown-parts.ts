import type { PaymentShows } from "#domain/payment-shows";
import { groupsOf } from "#domain/payment-shows";
import { type Html, html } from "./html.ts";
import type { PageTexts, Said } from "./page-texts.ts";
import type { Scene, Written } from "./scene.ts";
import { waysPart } from "./ways-part.ts";

/** The code and the lines she pays by, when she has to have paid, and who will see it. */
export function shownParts(scene: Scene, written: Written, shows: PaymentShows): { said: Said; acts: Html } {
  const { texts, link } = written;
  const { code } = shows;
  const isAtShop = code === undefined;
  const app = code?.grammar === "upi" ? html`<a class="deed" href="${code.text}">${texts.openApp}</a>` : undefined;
  return {
    said: isAtShop ? texts.atShop : texts.shown,
    acts: html`${codePicture(scene, texts)}${app}${linesToCopy(shows, { ...written, payment: scene.records.payment })}
<p class="soft">${texts.validUntil(untilOf(scene, texts))}</p>
<h2>${texts.next}</h2>
<p class="soft">${isAtShop ? texts.nextAtShop : texts.nextShown}</p>
<a class="deed second" href="${link(scene.path)}">${texts.lookAgain}</a>
${isAtShop ? undefined : html`<p><a href="${link(`${scene.path}/print`)}">${texts.print}</a></p>`}
${waysPart(scene, written)}`,
  };
}

/** Until when, on the shop's wall clock. */
const untilOf = ({ shop, records }: Scene, { locale }: PageTexts): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: shop.timeZone }).format(
    records.payment.expires_at,
  );

/** The code as a picture in the page itself. */
export const codePicture = ({ picture }: Pick<Scene, "picture">, { codeAlt }: PageTexts): Html | undefined =>
  picture === undefined
    ? undefined
    : html`<p class="code"><img src="data:image/png;base64,${picture}" alt="${codeAlt}" width="240" height="240"></p>`;

type SumWritten = Pick<Written, "texts" | "amount"> & { readonly payment: Scene["records"]["payment"] };

/** Each line with its name. Groups are set apart by the eye alone: what is copied has no blanks in it. */
export function linesToCopy({ lines }: PaymentShows, { texts, amount, payment }: SumWritten): Html {
  const items = lines.map((line) => {
    // An amount is written as its reader writes it; what a bank's form takes is in the code.
    const parts = line.key === "amount" ? [amount(payment.amount_minor)] : groupsOf(line);
    const groups = parts.map((group) => html`<span>${group}</span>`);
    return html`<dt>${texts.lineNames[line.key]}</dt><dd><bdi>${groups}</bdi></dd>`;
  });
  return html`<dl class="copy">${items}</dl>`;
}
