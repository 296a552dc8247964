/** One small stylesheet for every hosted page. Colours meet WCAG AA in both schemes. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f5f2; --sheet: #ffffff; --ink: #1d1c1a; --soft: #5b5852; --line: #cfcac1; --field: #ffffff;
  --deed: #1f4d3f; --deed-ink: #ffffff; --deed-hover: #163a2f; --wrong: #a3211b; --wrong-soft: #fdf0ef; --band: #efe3c4; --band-ink: #4d3b08;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #141513; --sheet: #1d1f1c; --ink: #efede8; --soft: #b3afa6; --line: #4a4d47; --field: #262824;
    --deed: #8fd0b8; --deed-ink: #0d241c; --deed-hover: #a9dfca; --wrong: #ffb0a8; --wrong-soft: #3a1e1c; --band: #3b3113; --band-ink: #f3e3b0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: inherit; }
h1 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .25rem; font-weight: 600; text-wrap: balance; }
h2 { font-size: 1.05rem; margin: 2rem 0 .75rem; font-weight: 600; }
p { margin: 0 0 1rem; }
.band { background: var(--band); color: var(--band-ink); padding: .5rem 1.25rem; text-align: center; font-size: .9rem; }
.frame { display: grid; gap: 2rem; max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
.frame.single { max-width: 32rem; }
@media (min-width: 52rem) { .frame:not(.single) { grid-template-columns: 1fr 1.15fr; gap: 4rem; padding-top: 3.5rem; } }
.amount { font-size: 2.5rem; font-weight: 600; letter-spacing: -.02em; line-height: 1.15; margin: .5rem 0; font-variant-numeric: tabular-nums; }
.soft { color: var(--soft); font-size: .925rem; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem; }
.lines { list-style: none; padding: 0; margin: 1.5rem 0 0; }
.lines li { display: flex; justify-content: space-between; gap: 1rem; padding: .75rem 0; border-top: 1px solid var(--line); font-variant-numeric: tabular-nums; }
.field { margin: 0 0 1rem; }
.pair { display: grid; gap: 0 1rem; grid-template-columns: 1fr 1fr; }
label, legend { display: block; font-size: .9rem; font-weight: 600; margin-bottom: .3rem; padding: 0; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; min-width: 0; }
fieldset.choice label { display: inline-flex; gap: .4rem; align-items: center; font-weight: 400; margin-right: 1.25rem; min-height: 2.75rem; }
input:not([type=radio]), select, textarea { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--soft); border-radius: .4rem; }
input[readonly] { background: transparent; border-style: dashed; }
input[aria-invalid=true], select[aria-invalid=true] { border-color: var(--wrong); border-width: 2px; }
:focus-visible { outline: 3px solid var(--deed); outline-offset: 2px; }
.wrong { color: var(--wrong); font-size: .9rem; margin: .3rem 0 0; }
.alert { background: var(--wrong-soft); color: var(--wrong); border: 1px solid currentColor; border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1.25rem; }
.alert p:last-child, .alert ul { margin-bottom: 0; }
button, .button { display: inline-block; font: inherit; font-weight: 600; min-height: 2.75rem; padding: .6rem 1.25rem; border: 1px solid var(--soft); border-radius: .4rem; background: transparent; color: inherit; cursor: pointer; text-decoration: none; }
button.deed { width: 100%; background: var(--deed); border-color: var(--deed); color: var(--deed-ink); }
button.deed:hover { background: var(--deed-hover); }
details { margin-top: 1.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
summary { cursor: pointer; font-weight: 600; min-height: 1.75rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; margin-top: .75rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .5rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; font-weight: 400; }
thead th { font-weight: 600; }
td:last-child, th:last-child { text-align: right; padding-right: 0; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .95em; white-space: nowrap; }
td button { min-height: 2rem; padding: .15rem .75rem; font-weight: 400; }
.by-card, .by-debit { display: contents; }
form:has(input[value=sepa_debit]:checked) .by-card, form:has(input[value=card]:checked) .by-debit { display: none; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; }
@media print { .band, button { display: none; } body { background: none; } .sheet { border: 0; padding: 0; } }
`
