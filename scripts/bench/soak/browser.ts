import { formIn } from './form.ts'
import type { Kind, Meter } from './meter.ts'

export interface Page {
  /** Where it was found, after whatever led there. */
  url: URL
  html: string
}

const patienceMs = 15_000
const mostRedirects = 10

/** A browser without scripts: cookies, links, forms. What it asks of the magazine is measured; what it asks of others is not. */
export class Browser {
  readonly #cookies = new Map<string, string>()
  readonly #site: URL
  readonly #address: string
  readonly #meter: Meter

  /**
   * @param site the magazine's address
   * @param address where the browser is, as whatever stands before the magazine would tell it: limits count by it
   */
  constructor(site: string, address: string, meter: Meter) {
    this.#site = new URL(site)
    this.#address = address
    this.#meter = meter
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  async open(kind: Kind, path: string): Promise<Page> {
    return this.#follow(kind, new URL(path, this.#site), {})
  }

  /** Sends the form with a button. @param typed by the fields' names */
  async press(kind: Kind, page: Page, button: string, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
    const { action, method, isMultipart, fields } = formIn(page.html, button, typed)
    const target = new URL(action, page.url)
    if (action === '') target.hash = ''
    if (method === 'get') {
      target.search = new URLSearchParams(fields).toString()
      return this.#follow(kind, target, {})
    }
    const body = isMultipart ? new FormData() : new URLSearchParams()
    for (const [name, value] of fields) body.append(name, value)
    return this.#follow(kind, target, { method: 'POST', body, headers: { origin: target.origin } })
  }

  /** As a page's script sends JSON. @returns what is answered */
  async ask(kind: Kind, path: string, method = 'GET', sent?: object): Promise<unknown> {
    const headers = { origin: this.#site.origin, 'content-type': 'application/json' }
    const asked = sent === undefined ? { method } : { method, headers, body: JSON.stringify(sent) }
    const response = await this.#request(kind, new URL(path, this.#site), asked)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`)
    const answer: unknown = JSON.parse(text)
    return answer
  }

  async #follow(kind: Kind, first: URL, asked: RequestInit): Promise<Page> {
    let url = first
    let response = await this.#request(kind, url, asked)
    for (let redirects = 0; response.status >= 300 && response.status < 400; redirects += 1) {
      if (redirects === mostRedirects) throw new Error(`${first.pathname} leads round and round`)
      await response.body?.cancel()
      url = new URL(response.headers.get('location') ?? '', url)
      response = await this.#request(kind, url, {})
    }
    const html = await response.text()
    if (!response.ok) throw new Error(`${asked.method ?? 'GET'} ${url.pathname} answered ${response.status}`)
    return { url, html }
  }

  async #request(kind: Kind, url: URL, asked: RequestInit): Promise<Response> {
    const isOurs = url.origin === this.#site.origin
    const headers = new Headers(asked.headers)
    if (isOurs) {
      headers.set('x-forwarded-for', this.#address)
      headers.set('accept', 'text/html')
      if (this.#cookies.size > 0)
        headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    }
    const began = performance.now()
    const response = await fetch(url, {
      ...asked,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!isOurs) return response
    // To the last byte.
    const body = await response.arrayBuffer()
    this.#meter.note(kind, began, performance.now() - began)
    this.#keepCookies(response)
    return new Response(response.status === 204 || response.status === 304 ? null : body, response)
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const name = pair.slice(0, pair.indexOf('=')).trim()
      const value = pair.slice(pair.indexOf('=') + 1).trim()
      const isOver = attributes.some((one) => {
        const [key = '', given = ''] = one.trim().split('=')
        if (key.toLowerCase() === 'max-age') return Number(given) <= 0
        return key.toLowerCase() === 'expires' && new Date(given).getTime() < Date.now()
      })
      if (isOver || value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}
