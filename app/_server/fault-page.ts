import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Trail } from '#lib/trail.ts'
import { asHtml, barePage } from './bare-page.ts'

/** Seconds after which whoever was not served may ask again (RFC 9110, Retry-After). */
const tryAgainAfter = 10

/** What Next had meant for another body. */
const ofAnotherBody = ['content-encoding', 'content-length', 'etag', 'link', 'transfer-encoding']

/**
 * Answers in words where Next has none. What it sends for a page that failed is empty until scripts have run, and says 200 where
 * the head was sent before the page was made: so the head waits for the first of the body, and a whole page that needs
 * nothing goes out in place of the empty one. While the database is away the status is 503, for programs as well; what could not be
 * read is the fault of whoever sent it (400).
 * @param isAway whether the database is
 */
export function answerFaults(
  request: IncomingMessage,
  response: ServerResponse,
  trail: Trail,
  isAway: () => boolean,
): void {
  let page: string | undefined
  response.flushHeaders = () => undefined
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, given) {
      const [status] = given
      if (typeof status === 'number') response.statusCode = status
      if (response.statusCode < 500) return Reflect.apply(writeHead, self, given)
      const away = isAway()
      const unreadable = response.statusCode === 500 && trail.isUnreadable === true
      if (unreadable) response.statusCode = 400
      else if (away) {
        response.statusCode = 503
        response.setHeader('retry-after', tryAgainAfter)
      }
      if (!isForSomebody(request)) return Reflect.apply(writeHead, self, [response.statusCode, ...given.slice(1)])
      page = unreadable ? unreadablePage : faultPage(away, request.method ?? 'GET', trail.requestId)
      for (const name of ofAnotherBody) response.removeHeader(name)
      for (const [name, value] of Object.entries(asHtml)) response.setHeader(name, value)
      return Reflect.apply(writeHead, self, [response.statusCode])
    },
  })
  response.write = new Proxy(response.write, {
    apply(write, self, given) {
      if (response.statusCode >= 500 && !response.headersSent) response.writeHead(response.statusCode)
      if (page === undefined) return Reflect.apply(write, self, given)
      return true
    },
  })
  ignoreEmptyBeginnings(response)
  response.end = new Proxy(response.end, {
    apply(end, self, given) {
      if (response.statusCode >= 500 && !response.headersSent) response.writeHead(response.statusCode)
      return Reflect.apply(end, self, page === undefined ? given : [page])
    },
  })
}

/**
 * Next begins with nothing while it still makes a page, and the head would go out with that. What compresses puts itself in front of
 * what is here, and sends the head even before: so whatever is put there is wrapped.
 */
function ignoreEmptyBeginnings(response: ServerResponse): void {
  let write = response.write
  const wrapped = (inner: typeof write) =>
    new Proxy(inner, {
      apply(ask, self, given) {
        const [chunk] = given
        const isEmpty = (typeof chunk === 'string' || chunk instanceof Uint8Array) && chunk.length === 0
        return isEmpty && !response.headersSent ? true : Reflect.apply(ask, self, given)
      },
    })
  Object.defineProperty(response, 'write', {
    configurable: true,
    get: () => write,
    set: (given: typeof write) => {
      write = wrapped(given)
    },
  })
  response.write = write
}

/** Whether a browser asks for a page to show, rather than a script for an answer. */
function isForSomebody({ headers, url = '' }: IncomingMessage): boolean {
  if (headers['next-action'] !== undefined || headers.rsc !== undefined || url.startsWith('/api/')) return false
  return headers.accept?.includes('text/html') === true
}

const unreadablePage = barePage(
  'What you sent could not be read',
  '<p>It may have been cut off on its way. Nothing was changed. Go back with your browser’s back button, where what you entered should still be, and send it again.</p>',
)

function faultPage(away: boolean, method: string, requestId: string): string {
  const title = away ? 'We cannot show this page just now' : 'Something went wrong on our side'
  const cause = away
    ? 'A part of the magazine is out of reach for a moment. Nothing you did caused it, and nothing is lost.'
    : 'The page could not be made just now. Nothing you did caused it.'
  const wayOn =
    method === 'POST'
      ? 'What you sent may not have arrived. Go back with your browser’s back button, where what you entered should still be, and send it again in a minute: the same form twice is taken once.'
      : '<a href="">Try again</a> in a minute, or read on: <a href="/">the front page</a>.'
  return barePage(
    title,
    `<p>${cause}</p>
<p>${wayOn}</p>
<p><small>If you write to us about it, quote ${requestId}.</small></p>`,
  )
}
