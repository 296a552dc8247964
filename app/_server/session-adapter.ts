import 'server-only'
import type { Adapter } from '@auth/core/adapters'
import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { headers } from 'next/headers'
import type { Database } from '#db/client.ts'
import { adapterTables } from '#lib/people/auth-tables.ts'
import { beginSession } from '#lib/people/sessions.ts'
import { hashToken } from '#lib/secret-token.ts'

/**
 * next-auth's Drizzle adapter on our tables, with session tokens kept as hashes: a copy of the table signs nobody in.
 */
export function sessionAdapter(db: Database): Adapter {
  const adapter = DrizzleAdapter(db, adapterTables)
  return {
    ...adapter,
    async createSession(session) {
      const userAgent = (await headers()).get('user-agent')
      const { sessionToken, userId: personId, expires } = session
      await beginSession(db, { tokenHash: hashToken(sessionToken), personId, expires, userAgent })
      return session
    },
    async getSessionAndUser(sessionToken) {
      const found = await adapter.getSessionAndUser?.(hashToken(sessionToken))
      return found ? { user: found.user, session: { ...found.session, sessionToken } } : null
    },
    async updateSession(session) {
      const updated = await adapter.updateSession?.({ ...session, sessionToken: hashToken(session.sessionToken) })
      return updated ? { ...updated, sessionToken: session.sessionToken } : null
    },
    async deleteSession(sessionToken) {
      await adapter.deleteSession?.(hashToken(sessionToken))
    },
  }
}

/** next-auth's cookie: https://authjs.dev/reference/core#cookies; the longer name where the site is served by HTTPS. */
const cookieNames = ['__Secure-authjs.session-token', 'authjs.session-token']

/** @param cookie finds a cookie's value by its name */
export function sessionTokenIn(cookie: (name: string) => string | undefined): string | undefined {
  return cookieNames.map(cookie).find((value) => value !== undefined)
}
