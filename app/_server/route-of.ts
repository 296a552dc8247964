import type { IncomingMessage } from 'node:http'
import { scrubbed } from '#lib/scrubbed.ts'

/** Where Next notes what it found for a request (next/dist/server/request-meta); a test over HTTP holds it to that. */
const nextNotes = Symbol.for('NextInternalRequestMeta')

/** What no page or route answers: files, redirects, addresses where nothing is. */
const noRoute = 'none'

/**
 * The pattern of the page or route handler that answered, such as /[edition]/articles/[slug]: there are as many as files, while
 * paths are without number, and some of them are secrets.
 */
export function routeOf(request: IncomingMessage): string {
  if (request.url?.startsWith('/_next/') === true) return '/_next'
  const notes: unknown = Reflect.get(request, nextNotes)
  if (typeof notes !== 'object' || notes === null || !('invokeOutput' in notes)) return noRoute
  return typeof notes.invokeOutput === 'string' && notes.invokeOutput !== '' ? notes.invokeOutput : noRoute
}

/** Told of at the level `debug` only: they are many, and always the same. */
export function isOfLittleNote(route: string): boolean {
  return route === '/_next' || /^\/api\/(?:health|ready|metrics|cache)$/.test(route)
}

/** Routes whose paths anybody may know. Of all others the pattern is told alone; of none what stands behind the question mark. */
const publicRoutes = /^\/(?:\[edition\]|api\/v1|pictures)(?:\/|$)/

/** Somebody may type anything behind the name of a public page. */
export function pathToTell(request: IncomingMessage, route: string): string | undefined {
  return publicRoutes.test(route) ? scrubbed(request.url?.split('?')[0]?.slice(0, 300) ?? '') : undefined
}
