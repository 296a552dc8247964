import 'server-only'
import { connection } from 'next/server'
import type { Context } from '#lib/context.ts'
import { systemNow } from '#lib/system-time.ts'
import { platform } from './platform.ts'

/** The context of the request at hand; what calls it is rendered per request. */
export async function requestContext(): Promise<Context> {
  await connection()
  return currentContext()
}

/** The same inside `use cache`, where there is no request: `now` is when the entry is made. */
export function currentContext(): Context {
  const { config, connection: database, queue, log } = platform()
  return { db: database.db, now: systemNow(config), queue, config, log }
}
