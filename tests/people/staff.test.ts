import { createHash, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { people, personRoles, sessions } from '#db/schema/people.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { after, day, minute } from '#lib/clock.ts'
import { deviceOf } from '#lib/people/device.ts'
import { mayChangeRoles, rolesInWords } from '#lib/people/model.ts'
import { personById } from '#lib/people/queries.ts'
import { changeRoles } from '#lib/people/roles.ts'
import { beginSession, endSession, endSessionsOf, noteSeen, sessionsOf } from '#lib/people/sessions.ts'
import { staffList } from '#lib/people/staff.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()

beforeEach(async () => {
  await ctx.db.delete(personRoles)
})

async function rolesOf(personId: string): Promise<string[]> {
  return (await personById(ctx, personId))?.roles ?? []
}

describe('roles', () => {
  it('are given and taken at once, and noted with what they were', async () => {
    const ada = await makePerson(ctx, { roles: ['administrator'] })
    const other = await makePerson(ctx, { roles: ['author'] })
    await changeRoles(ctx, { personId: other.id, roles: ['moderator', 'editor'], actorId: ada.id })
    expect(await rolesOf(other.id)).toEqual(['editor', 'moderator'])
    await changeRoles(ctx, { personId: other.id, roles: [], actorId: ada.id })
    expect(await rolesOf(other.id)).toEqual([])
    const noted = await auditOf(ctx, [subjectOf('person', other.id)])
    expect(noted.map(({ action, details }) => [action, details])).toEqual(
      expect.arrayContaining([
        ['changed roles', { before: 'author', after: 'editor, moderator' }],
        ['removed somebody from the staff', { before: 'editor, moderator', after: 'none' }],
      ]),
    )
  })

  it('that stay as they are leave no trace', async () => {
    const ada = await makePerson(ctx, { roles: ['administrator'] })
    await changeRoles(ctx, { personId: ada.id, roles: ['administrator'], actorId: ada.id })
    expect(await auditOf(ctx, [subjectOf('person', ada.id)])).toEqual([])
  })

  it('the_last_administrator_stays: neither by their own hand nor by another’s', async () => {
    const ada = await makePerson(ctx, { roles: ['administrator'] })
    await expect(changeRoles(ctx, { personId: ada.id, roles: ['editor'], actorId: ada.id })).rejects.toThrow(
      'the only administrator',
    )
    expect(await rolesOf(ada.id)).toEqual(['administrator'])
    expect(mayChangeRoles({ personId: 'a', actorId: 'a', roles: [], administrators: ['a'] })).toMatchObject({
      allowed: false,
      rule: 'the_last_administrator_stays',
    })
  })

  it('only_administrators_change_roles: of two who remove each other at once, one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      await ctx.db.delete(personRoles)
      const one = await makePerson(ctx, { roles: ['administrator'] })
      const other = await makePerson(ctx, { roles: ['administrator'] })
      const both = await Promise.allSettled([
        changeRoles(ctx, { personId: other.id, roles: [], actorId: one.id }),
        changeRoles(ctx, { personId: one.id, roles: [], actorId: other.id }),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const left = await ctx.db.select().from(personRoles).where(eq(personRoles.role, 'administrator'))
      expect(left).toHaveLength(1)
    }
  })

  it('of two who each lay their own down at once, one stays', async () => {
    const one = await makePerson(ctx, { roles: ['administrator'] })
    const other = await makePerson(ctx, { roles: ['administrator'] })
    const both = await Promise.allSettled(
      [one, other].map(({ id }) => changeRoles(ctx, { personId: id, roles: [], actorId: id })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('cannot be given to an account that was deleted', async () => {
    const ada = await makePerson(ctx, { roles: ['administrator'] })
    const gone = await makePerson(ctx)
    await ctx.db.update(people).set({ deletedAt: ctx.now }).where(eq(people.id, gone.id))
    await expect(changeRoles(ctx, { personId: gone.id, roles: ['author'], actorId: ada.id })).rejects.toThrow('no such')
  })

  it('are said in their usual order', () => {
    expect(rolesInWords(['administrator', 'managing_editor'])).toBe('managing editor, administrator')
  })
})

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'

async function signedIn(personId: string, userAgent: string | null, expires = after(ctx.now, day)): Promise<string> {
  const tokenHash = createHash('sha256').update(randomUUID()).digest('hex')
  await beginSession(ctx.db, { tokenHash, personId, expires, userAgent })
  return tokenHash
}

describe('sessions', () => {
  it('are told by their device, and which is one’s own; expired ones are none', async () => {
    const ada = await makePerson(ctx)
    const own = await signedIn(ada.id, firefox)
    await signedIn(ada.id, iphone)
    await signedIn(ada.id, firefox, after(ctx.now, -minute))
    const found = await sessionsOf(ctx, ada.id, own)
    expect(found.map(({ device, isOwn }) => `${device} ${isOwn}`).toSorted()).toEqual([
      'Firefox on Windows true',
      'Safari on iOS false',
    ])
  })

  it('end one by one and all at once, and it is noted', async () => {
    const ada = await makePerson(ctx, { roles: ['administrator'] })
    const other = await makePerson(ctx)
    await signedIn(other.id, firefox)
    await signedIn(other.id, iphone)
    await signedIn(ada.id, firefox)
    const [first] = await sessionsOf(ctx, other.id, null)
    if (!first) throw new Error('there is no session')
    const end = { sessionId: first.id, personId: other.id, actorId: ada.id }
    await expect(endSession(ctx, { ...end, personId: ada.id })).rejects.toThrow('ended already')
    await endSession(ctx, end)
    await expect(endSession(ctx, end)).rejects.toThrow('ended already')
    expect(await endSessionsOf(ctx, { personId: other.id, actorId: ada.id })).toBe(1)
    expect(await endSessionsOf(ctx, { personId: other.id, actorId: ada.id })).toBe(0)
    expect(await sessionsOf(ctx, ada.id, null)).toHaveLength(1)
    const noted = await auditOf(ctx, [subjectOf('person', other.id)])
    expect(noted.map(({ action }) => action).toSorted()).toEqual(['ended a session', 'ended all sessions'])
  })

  it('note when somebody was seen, every five minutes at most', async () => {
    const ada = await makePerson(ctx)
    const own = await signedIn(ada.id, firefox)
    const seenAt = async (ms: number) => {
      await noteSeen({ ...ctx, now: after(ctx.now, ms) }, own)
      const [session] = await sessionsOf(ctx, ada.id, own)
      return session?.lastSeenAt
    }
    expect(await seenAt(0)).toEqual(ctx.now)
    expect(await seenAt(4 * minute)).toEqual(ctx.now)
    expect(await seenAt(6 * minute)).toEqual(after(ctx.now, 6 * minute))
    const [row] = await ctx.db.select().from(people).where(eq(people.id, ada.id))
    expect(row?.lastSeenAt).toEqual(after(ctx.now, 6 * minute))
  })

  it('of unknown devices say so', () => {
    for (const said of [null, '', 'curl', '<script>']) expect(deviceOf(said)).toBe('An unknown device')
    expect(deviceOf('Something (Windows NT 10.0; Win64)')).toBe('A browser on Windows')
  })
})

describe('the list of staff', () => {
  it('has everybody with a role once, found by a part of name or address, and counts sessions', async () => {
    await ctx.db.delete(sessions)
    const ada = await makePerson(ctx, { name: 'Ada Kirkbride', roles: ['administrator', 'editor'] })
    await makePerson(ctx, { name: 'Moses 100%', roles: ['moderator'] })
    await makePerson(ctx, { name: 'A reader' })
    await signedIn(ada.id, firefox)
    expect((await staffList(ctx, '')).map(({ name, roles, sessions: many }) => [name, roles, many])).toEqual([
      ['Ada Kirkbride', ['administrator', 'editor'], 1],
      ['Moses 100%', ['moderator'], 0],
    ])
    expect(await staffList(ctx, 'kirk')).toHaveLength(1)
    expect(await staffList(ctx, ada.email.slice(0, 12))).not.toHaveLength(0)
    expect((await staffList(ctx, '%')).map(({ name }) => name)).toEqual(['Moses 100%'])
    expect(await staffList(ctx, 'reader')).toEqual([])
  })
})
