import { html, trusted } from "./html.ts";
import type { PaymentShows } from "#domain/payment-shows";
import { type Scene, writtenBy } from "./scene.ts";
import { codePicture, linesToCopy } from "./shown-parts.ts";

/** A sheet of A6, black on white, whatever the reader's screen is set to. */
export const printStyle = `
@page{size:A6;margin:8mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:89mm;padding:4mm 0;background:#fff;color:#000;font:10pt/1.35 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:13pt;margin:0}
p{margin:1mm 0}
.sum{font-size:16pt;font-weight:700}
.code{text-align:center}
.code img{width:46mm;height:46mm;image-rendering:pixelated}
dl{display:grid;grid-template-columns:auto 1fr;gap:.5mm 3mm;margin:1mm 0;font-size:8.5pt}
dt{color:#444}
dd{margin:0;font-variant-numeric:tabular-nums}
dd span{margin-inline-end:.4em}
@media print{a{display:none}}
`;

/** The page to be put on a counter or sent along with a parcel: the code, the amount, the shop and the order. */
export function writePrint(scene: Scene, shows: PaymentShows): string {
  const written = writtenBy(scene);
  const { texts, amount, link } = written;
  const { order, payment } = scene.records;
  return html`<!doctype html>
<html lang="${scene.language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${texts.codeAlt} · ${scene.shop.name}</title>
<style>${trusted(printStyle)}</style>
</head>
<body>
<main>
<h1><bdi>${scene.shop.name}</bdi></h1>
${order.number === null ? undefined : html`<p>${texts.order(order.number)}</p>`}
<p class="sum">${amount(payment.amount_minor)}</p>
${codePicture(scene, texts)}
${linesToCopy(shows, { texts, amount, payment })}
<p><a href="${link(scene.path)}">${texts.backToPage}</a></p>
</main>
</body>
</html>
`.markup;
}
