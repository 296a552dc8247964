import { randomInt } from 'node:crypto'
import { parseHTML } from 'linkedom'
import type { Magazine } from './magazine.ts'

/** Milliseconds after which anybody has gone away: an answer that takes longer is none. */
const patience = 60_000

/** What somebody without scripts was answered. */
export interface Seen {
  url: string
  status: number
  location: string | null
  retryAfter: string | null
  text: string
}

/** Somebody at home with a browser that runs no scripts. */
export interface Visitor {
  get(path: string): Promise<Seen>
  /** Fills in a form of a page by the names of its fields and presses a button of it. @throws Error when there is none */
  press(page: Seen, button: string, typed?: Record<string, string>): Promise<Seen>
  /** What a script of the magazine's asks for. */
  ask(method: 'PUT' | 'POST', path: string, body: object): Promise<{ status: number; body: unknown }>
}

/** Nothing took longer than this to be answered, in milliseconds. */
export const longest = { ms: 0 }

/** @param session the token of theirs that is signed in */
export function visitor({ webUrl, publicUrl }: Pick<Magazine, 'webUrl' | 'publicUrl'>, session?: string): Visitor {
  const headers: Record<string, string> = {
    accept: 'text/html,application/xhtml+xml',
    'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
    ...(session === undefined ? {} : { cookie: `authjs.session-token=${session}` }),
  }
  const send = async (path: string, init: RequestInit = {}): Promise<Seen> => {
    const url = new URL(path, webUrl).href
    const began = performance.now()
    try {
      const response = await fetch(url, {
        ...init,
        headers: { ...headers, ...(init.method !== undefined && { origin: publicUrl }), ...init.headers },
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      })
      const { status } = response
      const told = { location: response.headers.get('location'), retryAfter: response.headers.get('retry-after') }
      return { url, status, ...told, text: await response.text() }
    } finally {
      longest.ms = Math.max(longest.ms, performance.now() - began)
    }
  }
  return {
    get: (path) => send(path),
    press: (page, button, typed = {}) => send(page.url, { method: 'POST', body: filledIn(page, button, typed) }),
    async ask(method, path, body) {
      const json = { 'content-type': 'application/json' }
      const { status, text } = await send(path, { method, headers: json, body: JSON.stringify(body) })
      return { status, body: parsed(text) }
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What a browser would send of the form with that button. */
function filledIn(page: Seen, button: string, typed: Record<string, string>): FormData {
  const { document } = parseHTML(page.text)
  const pressed = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === button)
  const form = pressed?.closest('form')
  if (!form) throw new Error(`${page.status}: no form with “${button}” at ${new URL(page.url).pathname}`)
  const filled = new FormData()
  for (const field of form.querySelectorAll('input, textarea, select')) {
    const name = field.getAttribute('name')
    if (name === null || name === '') continue
    const kind = field.getAttribute('type')
    if ((kind === 'radio' || kind === 'checkbox') && !field.hasAttribute('checked')) continue
    if (kind === 'file') continue
    const chosen = field.querySelector('option[selected]') ?? field.querySelector('option')
    const value = chosen?.getAttribute('value') ?? (field.tagName === 'TEXTAREA' ? field.textContent : null)
    filled.set(name, value ?? field.getAttribute('value') ?? (kind === 'checkbox' ? 'on' : ''))
  }
  for (const [name, value] of Object.entries(typed)) filled.set(name, value)
  return filled
}

/** What a page says of itself: its first heading, and what a form says above its fields. */
export function saidIn({ text }: Seen): string {
  const { document } = parseHTML(text)
  const heading = document.querySelector('h1')?.textContent ?? 'no heading'
  const alerts = [...document.querySelectorAll('[role=alert], .field-error')].map(
    ({ textContent }) => textContent ?? '',
  )
  return [heading, ...alerts].filter((words) => words.trim() !== '').join(': ')
}
