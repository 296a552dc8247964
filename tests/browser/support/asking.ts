import type postgres from 'postgres'
import { hashToken } from '#lib/secret-token.ts'
import type { Who } from '#tests/access/who.ts'
import type { Addresses } from './addresses.ts'

const accounts: Record<Exclude<Who, 'visitor'>, string> = {
  reader: 'reader@saltmarsh.example',
  supporter: 'supporter@saltmarsh.example',
  patron: 'patron@saltmarsh.example',
  lapsed: 'lapsed@saltmarsh.example',
  author: 'author@saltmarsh.example',
  editor: 'editor@saltmarsh.example',
  'managing editor': 'managing-editor@saltmarsh.example',
  moderator: 'moderator@saltmarsh.example',
  fulfilment: 'fulfilment@saltmarsh.example',
  administrator: 'administrator@saltmarsh.example',
}

/** What came back, as far as it tells whether somebody was let in. */
export interface Answer {
  status: number
  location: string | null
  text: string
}

export interface Ask {
  method?: string
  path: string
  json?: unknown
  body?: FormData
  text?: string
  headers?: Record<string, string>
}

/** Asks the site for something as somebody, in a session of its own each time: some of what is asked ends sessions. */
export async function askAs(sql: postgres.Sql, { web }: Addresses, who: Who, ask: Ask): Promise<Answer> {
  const { method = 'GET', path, json, body, text } = ask
  const headers = new Headers(ask.headers)
  // Limits count by address: none of this is about them.
  headers.set('x-forwarded-for', `10.1.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`)
  if (method !== 'GET') headers.set('origin', web)
  if (json !== undefined) headers.set('content-type', 'application/json')
  if (who !== 'visitor') headers.set('cookie', `authjs.session-token=${await newSession(sql, accounts[who])}`)
  const sent = json === undefined ? (body ?? text ?? null) : JSON.stringify(json)
  const response = await fetch(new URL(path, web), { method, headers, body: sent, redirect: 'manual' })
  return {
    status: response.status,
    location: response.headers.get('location') ?? response.headers.get('x-action-redirect'),
    text: await response.text(),
  }
}

async function newSession(sql: postgres.Sql, email: string): Promise<string> {
  const token = crypto.randomUUID()
  const hash = hashToken(token)
  await sql`insert into sessions (session_token, person_id, expires, created_at)
    select ${hash}, id, now() + interval '10 years', now() from people where email = ${email}`
  return token
}

/**
 * @returns `out` for who is told to sign in, or that they may not or that there is nothing, be it on a page that had begun to be
 * sent; `in` for any other answer, a refusal of what was asked for among them; `failed` for a fault of ours
 */
export function verdictOn({ status, location, text }: Answer, isAction = false): 'in' | 'out' | 'failed' {
  if (status >= 500) return 'failed'
  if ([401, 403, 404].includes(status)) return 'out'
  if (location !== null && /^(https?:\/\/[^/]+)?\/sign-in\?to=/.test(location)) return 'out'
  // Next answers so when it handed a call on to a page whose door stayed shut.
  const isShutDoor = isAction && text === '{}'
  const signs = ['NEXT_HTTP_ERROR_FALLBACK;404', 'NEXT_REDIRECT;replace;/sign-in?to=', '<h1>There is no such ']
  return isShutDoor || signs.some((sign) => text.includes(sign)) ? 'out' : 'in'
}
