import { connection } from 'next/server'
import { life } from '#app/_server/life.ts'

/** The process answers and takes requests, now: never from a cache. What sends requests on asks this (deploy/varnish). */
export async function GET(): Promise<Response> {
  await connection()
  return Response.json(
    { status: life.isEnding ? 'ending' : 'ok' },
    { status: life.isEnding ? 503 : 200, headers: { 'cache-control': 'no-store' } },
  )
}
