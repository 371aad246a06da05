/** The style of the pay page: one column from 320 pixels on, light and dark, without script, fonts or pictures. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f6f2ea;--sheet:#fffdf9;--ink:#2b2622;--soft:#655c53;--line:#d9d0c3;
--deed:#1d5c47;--deed-ink:#fff;--good:#1d5c47;--good-ground:#e4f1ea;--bad:#98230f;--bad-ground:#fceae6}
@media (prefers-color-scheme:dark){:root{--ground:#1b1815;--sheet:#26221e;--ink:#f1ece4;--soft:#bdb3a6;--line:#4b443c;
--deed:#93d8ba;--deed-ink:#10241b;--good:#93d8ba;--good-ground:#1d3229;--bad:#ffab9a;--bad-ground:#3d1d17}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);
font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:30rem;margin-inline:auto;padding-inline:1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:center;padding-block:1rem .5rem}
header p{margin:0;font-weight:600}
nav ul{display:flex;flex-wrap:wrap;list-style:none;margin:0;padding:0;font-size:.875rem}
nav a{display:block;min-width:2rem;min-height:2rem;padding:.3rem .35rem;text-align:center}
nav [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:14px;padding:1.25rem}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .5rem}
h2{font-size:1rem;margin:1.25rem 0 .25rem}
.tick{display:grid;place-items:center;width:3.5rem;height:3.5rem;margin-block-end:.75rem;border-radius:50%;
background:var(--good-ground);color:var(--good);font-size:1.75rem;font-weight:700}
.said{margin:0 0 1rem}
.bad{background:var(--bad-ground);color:var(--bad);border:1px solid;border-radius:10px;padding:.75rem 1rem;margin:0 0 1rem}
.bad p{margin:0}
.lines{list-style:none;margin:0;padding:0;border-block-end:1px solid var(--line)}
.lines li,.sum{display:flex;justify-content:space-between;gap:1rem;padding-block:.5rem;margin:0}
.lines small,.soft{display:block;color:var(--soft);font-size:.9375rem}
.amount{white-space:nowrap;font-variant-numeric:tabular-nums}
.total{font-size:1.25rem;font-weight:700}
.soft{margin:.25rem 0 .75rem}
.deed{display:block;min-height:3.25rem;padding:.8rem 1rem;margin-block:1rem .75rem;border:2px solid var(--deed);
border-radius:12px;background:var(--deed);color:var(--deed-ink);font-weight:600;text-align:center;text-decoration:none}
.deed.second{background:transparent;color:var(--deed)}
.code{text-align:center;margin:0 0 1rem}
.code img{max-width:100%;height:auto;aspect-ratio:1;image-rendering:pixelated;background:#fff;border-radius:8px}
.copy{margin:0 0 1rem}
.copy dt{color:var(--soft);font-size:.9375rem}
.copy dd{margin:0 0 .5rem;font-weight:600;font-variant-numeric:tabular-nums;user-select:all}
.copy span{margin-inline-end:.35em;white-space:nowrap}
a{color:var(--deed)}
.ways{list-style:none;margin:0;padding:0}
.way{display:block;width:100%;min-height:3rem;padding:.6rem 1rem;margin-block:.5rem;border:1px solid var(--line);
border-radius:12px;background:transparent;color:var(--ink);font:inherit;font-weight:600;text-align:start;cursor:pointer}
.way small{display:block;color:var(--soft);font-weight:400}
:focus-visible{outline:3px solid var(--deed);outline-offset:3px}
footer{padding-block:1rem 2rem}
footer a{display:inline-block;padding-block:.4rem}
footer p{margin:0}
`;
