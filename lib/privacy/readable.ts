import { formatDay } from '#lib/clock.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { fieldInWords, type Entry, type Shown } from './model.ts'

export interface Chapter {
  key: string
  title: string
  about: string
  isTable?: boolean
  entries: readonly Entry[]
  /** Places in the archive. */
  files: readonly string[]
}

interface Page {
  email: string
  hasAccount: boolean
  madeAt: Date
  /** Without a slash at its end. */
  site: string
  settings: Magazine
  chapters: readonly Chapter[]
  /** What is kept and not handed over, with the reason. */
  keptBack: readonly { what: string; why: string }[]
}

/** The archive as a person reads it: one page without scripts, that asks nobody for anything. */
export function pageOf(page: Page): string {
  const { settings, chapters, email, madeAt, site } = page
  const full = chapters.filter(({ entries }) => entries.length > 0)
  const empty = chapters.filter(({ entries }) => entries.length === 0)
  const day = formatDay(madeAt, settings.timeZone, settings.locale)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What ${html(settings.name)} keeps about you</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="name">${html(settings.name)}</p>
<h1>What we keep about you</h1>
<p>Everything that ${html(settings.name)} has on record about <strong>${html(email)}</strong> on ${html(day)}${
    page.hasAccount ? '' : ', who has no account here'
  }. The same stands in the folder “data” as JSON, for other software. Times are in UTC.</p>
<p>Something wrong in it? Write to us: <a href="${html(site)}/contact/managing-editor">${html(site)}/contact/managing-editor</a>.
${
  page.hasAccount
    ? `How to have it deleted stands in your account: <a href="${html(site)}/account/privacy">${html(site)}/account/privacy</a>.`
    : 'Write there, too, if you want it to be forgotten.'
}</p>
</header>
<nav aria-label="Contents">
<ul>
${full.map(({ key, title, entries }) => `<li><a href="#${html(key)}">${html(title)}</a> <span>${entries.length}</span></li>`).join('\n')}
</ul>
</nav>
<main>
${full.map(chapterOf).join('\n')}
<section id="nothing">
<h2>Of this we have nothing</h2>
<ul>
${empty.map(({ title }) => `<li>${html(title)}</li>`).join('\n')}
</ul>
</section>
<section id="kept-back">
<h2>What is not in here, and why</h2>
<dl>
${page.keptBack.map(({ what, why }) => `<div><dt>${html(what)}</dt><dd>${html(why)}</dd></div>`).join('\n')}
</dl>
</section>
</main>
</body>
</html>
`
}

function chapterOf(chapter: Chapter): string {
  const { key, title, about, entries, files } = chapter
  return `<section id="${html(key)}">
<h2>${html(title)}</h2>
<p>${html(about)}</p>
${chapter.isTable === true ? tableOf(title, entries) : entries.map(entryOf).join('\n')}
${files.length === 0 ? '' : `<ul class="files">${files.map(fileLine).join('')}</ul>`}
</section>`
}

function fileLine(name: string): string {
  const href = name.split('/').map(encodeURIComponent).join('/')
  return `<li><a href="${html(href)}">${html(name)}</a></li>`
}

function entryOf(entry: Entry): string {
  const said = Object.entries(entry).filter(([, value]) => isSaid(value))
  return `<dl>${said.map(([field, value]) => `<div><dt>${html(fieldInWords(field))}</dt><dd>${valueOf(value)}</dd></div>`).join('')}</dl>`
}

/** Columns that say nothing in any line are left out. */
function tableOf(title: string, entries: readonly Entry[]): string {
  const fields = [...new Set(entries.flatMap((entry) => Object.keys(entry)))].filter((field) =>
    entries.some((entry) => isSaid(entry[field] ?? null)),
  )
  const head = fields.map((field) => `<th scope="col">${html(fieldInWords(field))}</th>`).join('')
  const lines = entries.map(
    (entry) => `<tr>${fields.map((field) => `<td>${valueOf(entry[field] ?? null)}</td>`).join('')}</tr>`,
  )
  // Wider than the page, it is moved by keys, too.
  return `<div class="wide" role="region" aria-label="${html(title)}, in a table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`
}

function isSaid(value: Shown): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function valueOf(value: Shown): string {
  if (value === null) return ''
  if (value instanceof Date) return timeOf(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return textOf(value)
  if (isList(value)) return `<ul>${value.map((item) => `<li>${textOf(item)}</li>`).join('')}</ul>`
  const pairs = Object.entries(value).map(
    ([field, held]) => `<div><dt>${html(fieldInWords(field))}</dt><dd>${textOf(String(held))}</dd></div>`,
  )
  return `<dl>${pairs.join('')}</dl>`
}

function isList(value: Shown): value is readonly string[] {
  return Array.isArray(value)
}

function timeOf(at: Date): string {
  const written = at.toISOString()
  return `<time datetime="${written}">${written.slice(0, 16).replace('T', ' ')}</time>`
}

/** What somebody wrote, as it was written: its lines stay, and nothing in it is markup. Addresses of the web are links. */
function textOf(text: string): string {
  if (/^https?:\/\/[^\s"'<>]+$/.test(text)) return `<a href="${html(text)}">${html(text)}</a>`
  return `<span class="text">${html(text)}</span>`
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const style = `
:root { color-scheme: light dark; --paper: #fbf8f2; --ink: #1d1a16; --soft: #564e44; --rule: #d8cfc0; --accent: #8a1c1c }
@media (prefers-color-scheme: dark) { :root { --paper: #181512; --ink: #ece4d8; --soft: #b9ae9f; --rule: #3b342c; --accent: #f0a193 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.2rem 6rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 Georgia, 'Times New Roman', serif }
a { color: var(--accent); overflow-wrap: anywhere }
.name { margin: 0; padding-bottom: .5rem; border-bottom: 2px solid var(--ink); font-size: 1.4rem; font-weight: bold }
h1 { font-size: 2.2rem; line-height: 1.15; margin: 1.6rem 0 .6rem }
h2 { margin: 3rem 0 .3rem; padding-top: .8rem; border-top: 1px solid var(--ink); font-size: 1.5rem }
nav ul { columns: 2 16rem; margin: 1.5rem 0; padding: 0; list-style: none }
nav span, dt, th { color: var(--soft); font: .875rem/1.5 system-ui, sans-serif }
dl { margin: 1rem 0; padding: .6rem 0; border-top: 1px solid var(--rule) }
dl > div { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .2rem 1rem; padding: .15rem 0 }
dd dl { margin: 0; padding: 0; border: 0 }
dd { margin: 0; min-width: 0 } dd ul { margin: 0; padding-left: 1.1rem }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
time { font-variant-numeric: tabular-nums; white-space: nowrap }
.wide { overflow-x: auto; margin-top: 1rem }
table { border-collapse: collapse; width: 100%; font: .875rem/1.45 system-ui, sans-serif }
td .text { overflow-wrap: break-word }
th, td { padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top }
@media (max-width: 34rem) { dl > div { grid-template-columns: 1fr } }
@media print { body { max-width: none; padding: 0 } nav { display: none } }
`
