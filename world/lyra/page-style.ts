/** The style of every page: one narrow column, light and dark, no script and no fonts from elsewhere. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#eef3f1;--sheet:#fff;--ink:#10221d;--soft:#48605a;--line:#b9c9c4;
--deed:#0b6b53;--deed-ink:#fff;--bad:#a3122f;--bad-ground:#fdecef;--good:#0b6b53;--note:#4d3b00;--note-ground:#fdf1cc}
@media (prefers-color-scheme:dark){:root{--ground:#0c1513;--sheet:#14211e;--ink:#e8f2ee;--soft:#a9bdb6;--line:#4c625b;
--deed:#7fe0c2;--deed-ink:#06231b;--bad:#ff9fb0;--bad-ground:#3b1119;--good:#7fe0c2;--note:#ffe39a;
--note-ground:#352a08}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.mode{background:var(--note-ground);color:var(--note);text-align:center;font-size:.875rem;padding:.5rem 1rem}
main{max-width:32rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:14px;padding:1.25rem}
h1{font-size:1.25rem;line-height:1.3;margin:0 0 .75rem;overflow-wrap:anywhere}
.sum{display:flex;justify-content:space-between;align-items:baseline;gap:1rem;border-block:1px solid var(--line);
padding:.75rem 0;margin:0 0 1rem}
.sum strong{font-size:1.75rem;line-height:1.2;font-variant-numeric:tabular-nums;white-space:nowrap}
.soft{color:var(--soft);margin:0 0 .5rem;overflow-wrap:anywhere}
fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}
legend{font-weight:600;padding:0}
label{display:block;font-size:.875rem;color:var(--soft);margin:.75rem 0 .25rem}
input{width:100%;min-height:48px;font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--soft);
border-radius:8px;padding:.5rem .75rem}
input::placeholder{color:var(--soft);opacity:1}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.tick{display:flex;gap:.75rem;align-items:center;color:var(--ink);font-size:1rem;min-height:48px;margin:.5rem 0}
.tick input{width:24px;min-height:24px;flex:none;margin:0;accent-color:var(--deed)}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
button,.button{display:block;width:100%;min-height:52px;font:inherit;font-weight:600;border-radius:8px;cursor:pointer;
border:1px solid var(--deed);background:var(--deed);color:var(--deed-ink);text-align:center;text-decoration:none;
padding:.75rem 1rem;margin-top:.75rem}
button.second{background:transparent;color:var(--ink);border-color:var(--soft)}
:focus-visible{outline:3px solid var(--deed);outline-offset:2px}
a{color:var(--deed)}
a.button{color:var(--deed-ink)}
.done h1{color:var(--good)}
.alert{background:var(--bad-ground);color:var(--bad);border:1px solid var(--bad);border-radius:8px;padding:.75rem 1rem;
margin:0 0 1rem}
.alert p{margin:0;font-weight:600}
.alert a{color:inherit}
.alert ul{margin:.25rem 0 0;padding-left:1.25rem}
details{margin-top:1rem;font-size:.875rem}
summary{cursor:pointer;padding:.5rem 0}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem .75rem;margin:0}
dt{font-variant-numeric:tabular-nums;white-space:nowrap}
dd{margin:0;color:var(--soft)}
`;
