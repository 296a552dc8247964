import { createHash, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { TOTP } from 'otpauth'
import { z } from 'zod'
import { mails } from '#db/schema/platform.ts'
import { secondFactorSetups } from '#db/schema/second-factor.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { after, day, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Person, StaffRole } from '#lib/people/model.ts'
import { beginSession } from '#lib/people/sessions.ts'
import { beginSetUp, confirmSetUp } from '#lib/second-factor/commands.ts'
import { waitingSetUp } from '#lib/second-factor/queries.ts'
import { makePerson } from '#tests/support/factories.ts'

export const step = 30_000
/** Another code than this. */
export const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

export interface Staff {
  person: Person
  /** Of a session of theirs. */
  sessionHash: string
  /** What their phone shows so much later. */
  shown: (ms?: number) => string
  codes: string[]
}

/** A session of somebody. */
export async function signedIn(ctx: Context, personId: string): Promise<string> {
  const tokenHash = createHash('sha256').update(randomUUID()).digest('hex')
  await beginSession(ctx.db, { tokenHash, personId, expires: after(ctx.now, 400 * day), userAgent: null })
  return tokenHash
}

/** The phone that has scanned a square code. */
export function phoneOf(ctx: Context, address: string | undefined): Staff['shown'] {
  const secret = new URL(address ?? '').searchParams.get('secret') ?? ''
  return (ms = 0) => new TOTP({ secret }).generate({ timestamp: ctx.now.getTime() + ms })
}

/** Somebody who sees the square code in a session. */
export async function begun(ctx: Context, roles: StaffRole[] = ['editor']): Promise<Omit<Staff, 'codes'>> {
  const person = await makePerson(ctx, { roles })
  const sessionHash = await signedIn(ctx, person.id)
  await beginSetUp(ctx, { personId: person.id, sessionHash }, '')
  return { person, sessionHash, shown: phoneOf(ctx, (await waitingSetUp(ctx, person, sessionHash))?.address) }
}

/** Somebody who has set up a second factor some minutes ago. */
export async function withFactor(ctx: Context, roles: StaffRole[] = ['editor']): Promise<Staff> {
  const staff = await begun(ctx, roles)
  const past = { ...ctx, now: after(ctx.now, -10 * minute) }
  await ctx.db.update(secondFactorSetups).set({ beganAt: past.now })
  const { person, sessionHash, shown } = staff
  const codes = await confirmSetUp(past, { personId: person.id, sessionHash }, shown(-10 * minute))
  return { ...staff, codes }
}

/** What they were mailed of it. */
export async function newsTo(ctx: Context, person: Person): Promise<string[]> {
  const rows = await ctx.db
    .select({ data: mails.data })
    .from(mails)
    .where(and(eq(mails.recipient, person.email), eq(mails.kind, 'second-factor')))
    .orderBy(mails.id)
  return rows.map(({ data }) => z.object({ news: z.object({ what: z.string() }) }).parse(data).news.what)
}

/** What is noted of them. */
export async function deeds(ctx: Context, person: Person): Promise<string[]> {
  return (await auditOf(ctx, [subjectOf('person', person.id)])).map(({ action }) => action).toReversed()
}
