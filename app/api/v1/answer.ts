import 'server-only'
import { createHash } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { connection } from 'next/server'
import type { z } from 'zod'
import { takePoint, tryAgainIn } from '#lib/limits/limit.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import type { Answer, Otherwise } from './reads.ts'

/** What a cache in between answers counts for nothing. A program that asks every second comes nowhere near. */
const questionsFromOneAddress = { name: 'api', points: 1_200, seconds: 600 }

/** Anybody's page may ask: nothing here is for somebody in particular. */
const forEverybody = { 'access-control-allow-origin': '*' }

/**
 * Answers a request, fit for readers' software and caches in between.
 * @param query what may stand in the address; anything else is refused
 */
export async function answerTo<Query extends z.ZodObject>(
  request: Request,
  query: Query,
  read: (asked: z.output<Query>) => Promise<Answer | Otherwise>,
): Promise<Response> {
  await connection()
  const { allowed, retryAfterSeconds } = await takePoint(
    await requestContext(),
    questionsFromOneAddress,
    await clientAddress(),
  )
  if (!allowed)
    return problem(429, `Many questions came from your address. ${tryAgainIn(retryAfterSeconds)}`, {
      'retry-after': String(retryAfterSeconds),
    })
  const { searchParams } = new URL(request.url)
  const twice = [...new Set(searchParams.keys())].find((name) => searchParams.getAll(name).length > 1)
  if (twice !== undefined) return problem(400, `“${twice}” is given more than once.`)
  const asked = query.safeParse(Object.fromEntries(searchParams))
  if (!asked.success) return problem(400, whatIsWrong(asked.error, Object.keys(query.shape)))
  const found = await read(asked.data)
  if ('body' in found) return answer(request, found)
  if ('detail' in found) return problem(found.status, found.detail)
  return new Response(null, {
    status: found.status,
    headers: { ...forEverybody, location: found.path, 'cache-control': 'no-store' },
  })
}

function answer(request: Request, { body, tags }: Answer): Response {
  const text = JSON.stringify(body)
  // Weak, since what stands in between may compress it.
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  const headers = {
    ...forEverybody,
    etag,
    'surrogate-key': tags.join(' '),
    'cache-control': 'public, max-age=0, s-maxage=900, stale-while-revalidate=86400',
  }
  const known = request.headers.get('if-none-match')?.split(/,\s*/) ?? []
  if (known.includes('*') || known.some((one) => one.replace(/^W\//, '') === etag.slice(2)))
    return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } })
}

/** Says why there is no answer (RFC 9457). */
export function problem(status: number, detail: string, headers: Record<string, string> = {}): Response {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? '', status, detail }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...forEverybody, 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}

function whatIsWrong(error: z.ZodError, known: string[]): string {
  return error.issues
    .map((issue) => {
      if (issue.code !== 'unrecognized_keys') return `“${issue.path.join('.')}”: ${issue.message}.`
      const names = issue.keys.map((key) => `“${key}”`).join(', ')
      return `${names} cannot be asked here. ${known.length === 0 ? 'Nothing can.' : `What can: ${known.join(', ')}.`}`
    })
    .join(' ')
}

const allowed = 'GET, HEAD, OPTIONS'

/** Whatever would change something. */
export function refuse(): Response {
  return problem(405, 'The API only tells: ask by GET.', { allow: allowed })
}

/** What a browser asks before another site's page may send headers of its own. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...forEverybody,
      allow: allowed,
      'access-control-allow-methods': allowed,
      'access-control-allow-headers': 'If-None-Match',
      'access-control-max-age': '86400',
    },
  })
}
