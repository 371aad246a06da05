/** The style of every page: one column on a phone, two from 760 pixels, light and dark, no script and no fonts. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f4f5f7;--sheet:#fff;--ink:#1a1f36;--soft:#545b73;--line:#c3c8d4;
--deed:#4338ca;--deed-ink:#fff;--bad:#b3093c;--bad-ground:#fdeef2;--note:#5c3d00;--note-ground:#fff3d6}
@media (prefers-color-scheme:dark){:root{--ground:#0f1220;--sheet:#191d30;--ink:#eef0f8;--soft:#b4bad0;--line:#555d7d;
--deed:#a5b4fc;--deed-ink:#12152a;--bad:#ff9db5;--bad-ground:#3a1424;--note:#ffdf9e;--note-ground:#3a2c0c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.band{background:var(--note-ground);color:var(--note);text-align:center;font-size:.875rem;padding:.5rem 1rem;margin:0}
main{max-width:60rem;margin:0 auto;padding:1.25rem 1rem 3rem;display:grid;gap:1.25rem}
main.narrow{max-width:30rem;padding-top:3rem}
h1{font-size:1.125rem;font-weight:600;margin:0;overflow-wrap:anywhere}
h2{font-size:1rem;margin:0 0 .75rem}
.sum{font-size:2.25rem;font-weight:700;line-height:1.2;margin:.25rem 0 1rem;font-variant-numeric:tabular-nums}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:1.25rem}
.lines{list-style:none;margin:0;padding:0}
.lines li,.total{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 0}
.lines li>span:first-child{overflow-wrap:anywhere;min-width:0}
.lines small{display:block;color:var(--soft)}
.amount{font-variant-numeric:tabular-nums;white-space:nowrap}
.total{border-top:1px solid var(--line);margin:.5rem 0 0;padding-top:.75rem;font-weight:600}
fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}
legend{font-weight:600;padding:0;margin-bottom:.5rem}
label{display:block;font-size:.875rem;color:var(--soft);margin:.75rem 0 .25rem}
input{width:100%;min-height:48px;font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--soft);
border-radius:8px;padding:.5rem .75rem}
input::placeholder{color:var(--soft);opacity:1}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.box{display:flex;gap:.75rem;align-items:flex-start;margin:1rem 0}
.box input{width:24px;min-height:24px;height:24px;flex:none;margin:0;accent-color:var(--deed)}
.box label{margin:0;color:var(--ink)}
.kept{font-size:.875rem;color:var(--soft);margin:1rem 0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
button,.button{display:block;width:100%;min-height:52px;font:inherit;font-weight:600;border-radius:8px;cursor:pointer;
border:1px solid var(--deed);background:var(--deed);color:var(--deed-ink);text-align:center;text-decoration:none;
padding:.75rem 1rem;margin-top:.75rem}
button.second{background:transparent;color:var(--ink);border-color:var(--soft)}
:focus-visible{outline:3px solid var(--deed);outline-offset:2px}
a{color:var(--deed)}
a.button{color:var(--deed-ink)}
.back{display:inline-block;padding:.75rem 0}
.alert{background:var(--bad-ground);color:var(--bad);border:1px solid var(--bad);border-radius:8px;padding:.75rem 1rem;
margin:0 0 1rem}
.alert p{margin:0;font-weight:600}
.alert ul{margin:.25rem 0 0;padding-left:1.25rem}
details{margin-top:1rem;font-size:.875rem}
summary{cursor:pointer;padding:.5rem 0}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem .75rem;margin:0}
dt{font-variant-numeric:tabular-nums;white-space:nowrap}
dd{margin:0;color:var(--soft)}
@media (min-width:760px){main.wide{grid-template-columns:1fr 1fr;gap:2rem;padding-top:3rem;align-items:start}}
`;
