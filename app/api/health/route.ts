import { connection } from 'next/server'

/** The process answers, now: never from a cache. */
export async function GET(): Promise<Response> {
  await connection()
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}
