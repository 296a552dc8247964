import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { people, staffInvitations } from '#db/schema/people.ts'
import { auditLog, mails, rateLimits } from '#db/schema/platform.ts'
import { after, day, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { staffInvitationMail } from '#lib/people/emails/staff-invitation.tsx'
import {
  acceptInvitation,
  invitationBy,
  inviteToStaff,
  openInvitations,
  sendInvitationAgain,
  withdrawInvitation,
} from '#lib/people/invitations.ts'
import { personById } from '#lib/people/queries.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const administrator = await makePerson(ctx, { name: 'Ada Kirkbride', roles: ['administrator'] })
const later = (ms: number): Context => ({ ...ctx, now: after(ctx.now, ms) })

async function invited(email: string, roles = ['author', 'editor'] as const): Promise<string> {
  await inviteToStaff(ctx, { email, name: 'Imogen Vale', roles, actorId: administrator.id })
  return tokenMailedTo(email)
}

async function tokenMailedTo(email: string): Promise<string> {
  const rows = await ctx.db.select({ data: mails.data }).from(mails).where(eq(mails.recipient, email)).orderBy(mails.id)
  return z.object({ token: z.string() }).parse(rows.at(-1)?.data).token
}

async function openIdOf(email: string): Promise<string> {
  const found = (await openInvitations(ctx)).find((one) => one.email === email)
  if (!found) throw new Error(`${email} is not invited`)
  return found.id
}

beforeEach(async () => {
  await ctx.db.delete(rateLimits)
})

describe('an invitation to the staff', () => {
  it('makes an account with its roles for whoever had none, once, and is noted', async () => {
    const token = await invited('new@example.org')
    expect(await invitationBy(ctx, token)).toMatchObject({ state: 'open', invitedBy: 'Ada Kirkbride' })
    const { personId, email } = await acceptInvitation(ctx, token)
    expect(email).toBe('new@example.org')
    expect(await personById(ctx, personId)).toMatchObject({ name: 'Imogen Vale', roles: ['author', 'editor'] })
    await expect(acceptInvitation(ctx, token)).rejects.toThrow('accepted already')
    expect((await openInvitations(ctx)).map((one) => one.email)).not.toContain('new@example.org')
    const noted = await ctx.db.select().from(auditLog).where(eq(auditLog.actor, personId))
    expect(noted.map(({ action }) => action)).toEqual(['accepted an invitation'])
  })

  it('gives the roles to whoever has an account when they accept, not before, and keeps their name', async () => {
    const reader = await makePerson(ctx, { name: 'Robin Averill' })
    const token = await invited(reader.email)
    expect((await personById(ctx, reader.id))?.roles).toEqual([])
    expect((await acceptInvitation(ctx, token)).personId).toBe(reader.id)
    expect(await personById(ctx, reader.id)).toMatchObject({ name: 'Robin Averill', roles: ['author', 'editor'] })
  })

  it('is accepted by one of two who press the button at the same time', async () => {
    const token = await invited('twice@example.org')
    const both = await Promise.allSettled([acceptInvitation(ctx, token), acceptInvitation(ctx, token)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await ctx.db.select().from(people).where(eq(people.email, 'twice@example.org'))).toHaveLength(1)
  })

  it('ends after a week, and not a minute before', async () => {
    const token = await invited('slow@example.org')
    expect((await invitationBy(later(7 * day - minute), token))?.state).toBe('open')
    expect((await invitationBy(later(7 * day), token))?.state).toBe('expired')
    await expect(acceptInvitation(later(7 * day), token)).rejects.toThrow('no longer valid')
  })

  it('sent again has a new link and a new week, and the old link leads nowhere', async () => {
    const token = await invited('again@example.org')
    await sendInvitationAgain(later(8 * day), await openIdOf('again@example.org'), administrator.id)
    const second = await tokenMailedTo('again@example.org')
    expect(second).not.toBe(token)
    expect(await invitationBy(ctx, token)).toBeNull()
    expect((await invitationBy(later(14 * day), second))?.state).toBe('open')
  })

  it('withdrawn opens nothing, cannot be sent again, and its mail is not sent any more', async () => {
    const token = await invited('withdrawn@example.org')
    const id = await openIdOf('withdrawn@example.org')
    const sample = z.object({}).loose().parse(staffInvitationMail.sample)
    expect(await staffInvitationMail.stillDue(ctx, { ...sample, token })).toBe(true)
    await withdrawInvitation(ctx, id, administrator.id)
    expect(await staffInvitationMail.stillDue(ctx, { ...sample, token })).toBe(false)
    await expect(acceptInvitation(ctx, token)).rejects.toThrow(Refusal)
    await expect(sendInvitationAgain(ctx, id, administrator.id)).rejects.toThrow('accepted or withdrawn')
  })

  it('made anew for the same address replaces the one before', async () => {
    const first = await invited('changed@example.org')
    await inviteToStaff(ctx, {
      email: 'changed@example.org',
      name: 'Imogen Vale',
      roles: ['moderator'],
      actorId: administrator.id,
    })
    expect((await invitationBy(ctx, first))?.state).toBe('withdrawn')
    expect((await openInvitations(ctx)).filter((one) => one.email === 'changed@example.org')).toHaveLength(1)
  })

  it('is refused for whoever is on the staff, and for no role at all', async () => {
    const invite = { name: 'Imogen Vale', actorId: administrator.id }
    await expect(inviteToStaff(ctx, { ...invite, email: administrator.email, roles: ['author'] })).rejects.toThrow(
      'on the staff already',
    )
    await expect(inviteToStaff(ctx, { ...invite, email: 'x@example.org', roles: [] })).rejects.toThrow('at least one')
  })

  it('is kept by a hash: the table tells no link', async () => {
    const token = await invited('kept@example.org')
    const rows = await ctx.db.select().from(staffInvitations)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('mails one address five times an hour and no more', async () => {
    const id = await invited('often@example.org').then(() => openIdOf('often@example.org'))
    for (let sent = 1; sent < 5; sent += 1) await sendInvitationAgain(ctx, id, administrator.id)
    await expect(sendInvitationAgain(ctx, id, administrator.id)).rejects.toThrow('Many invitations')
  })
})
