import { html, Html } from './html.ts'
import { style } from './style.ts'

export type Page = { kind: 'page'; status: number; markup: string } | { kind: 'redirect'; to: string }

/** Every hosted page says what it is: a stand-in, with nobody's money. */
export function page(status: number, title: string, content: Html): Page {
  const whole = html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header class="band">Sandbox: this stands in for Stripe, and no money moves.</header>
        ${content}
      </body>
    </html>`
  return { kind: 'page', status, markup: whole.text }
}

export function redirect(to: string): Page {
  return { kind: 'redirect', to }
}

/** A page with one message and, if there is somewhere to go, one link. */
export function notice(status: number, title: string, message: string, link?: { href: string; label: string }): Page {
  return page(
    status,
    title,
    html`<main class="frame single">
      <div class="sheet">
        <h1>${title}</h1>
        <p>${message}</p>
        ${link && html`<p><a class="button" href="${link.href}">${link.label}</a></p>`}
      </div>
    </main>`,
  )
}

export const pageHeaders: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}
