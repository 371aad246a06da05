import { type Html, html } from "./html.ts";
import type { Scene, Written } from "./scene.ts";

/** The other ways to pay, each a button of one form: it works without script. None while money may be on its way. */
export function waysPart({ ways: all, standing, records, path }: Scene, { texts, link }: Written): Html | undefined {
  const isUnderWay = (standing.is === "ready" && standing.unsure) || records.payment.said_paid_at !== null;
  if (all.length === 0 || isUnderWay) return undefined;
  const buttons = all.map(({ railId, name, note }) => {
    const small = note === undefined ? undefined : html`<small>${note}</small>`;
    return html`<li><button class="way" name="rail" value="${railId}"><bdi>${name}</bdi>${small}</button></li>`;
  });
  return html`<h2>${texts.ways}</h2>
<form method="post" action="${link(`${path}/way`)}"><ul class="ways">${buttons}</ul></form>`;
}
