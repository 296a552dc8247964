/**
 * A whole page that is answered before any other is made: it needs no style sheet, no script and no database.
 * @param body HTML of ours, in which nothing stands that anybody typed
 */
export function barePage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
:root { color-scheme: light dark; --paper: #fbf8f2; --ink: #1d1a16 }
@media (prefers-color-scheme: dark) { :root { --paper: #181512; --ink: #ece4d8 } }
body { max-width: 38rem; margin: 5rem auto; padding: 0 1.25rem; background: var(--paper); color: var(--ink); font: 1.125rem/1.5 Georgia, serif }
h1 { font-size: 2.25rem; line-height: 1.12; letter-spacing: -0.02em }
a { color: inherit }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
}

/** How such a page is sent. */
export const asHtml = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' }
