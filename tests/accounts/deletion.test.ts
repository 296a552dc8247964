import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { articles, authors } from '#db/schema/articles.ts'
import { donations, stripeEvents } from '#db/schema/donations.ts'
import { accountDeletions, people, personRoles, sessions } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { deleteOnRequest, finishDeletions, requestDeletion, waitingDeletionOf } from '#lib/accounts/deletion.ts'
import { mayDeleteOnRequest } from '#lib/accounts/policy.ts'
import { deleteAccounts } from '#lib/accounts/jobs.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { after, day, minute } from '#lib/clock.ts'
import { postComment } from '#lib/comments/commands.ts'
import { threadPage } from '#lib/comments/thread.ts'
import { postMail } from '#lib/mail/outbox.ts'
import type { Person } from '#lib/people/model.ts'
import { personById } from '#lib/people/queries.ts'
import { changeRoles } from '#lib/people/roles.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { openGift, refusalOf } from '#tests/donations/gift-life.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { runJobs } from '#tests/support/context.ts'

type Life = Awaited<ReturnType<typeof openGift>>

async function personOf(life: Life): Promise<Person> {
  const person = await personById(life.till.ctx(), life.person.id)
  if (!person) throw new Error('nobody')
  return person
}

const remove = async (life: Life) => requestDeletion(life.till.ctx(), await personOf(life), life.person.email)

async function customerOf({ till, id }: Life): Promise<string> {
  const { customer } = await till.dashboard.subscriptions.retrieve(id)
  return typeof customer === 'string' ? customer : customer.id
}

describe('an account deleted', () => {
  test('the gift ends at Stripe, the customer and the card go; what was given stays, without a name', async () => {
    const life = await openGift({ amount: 2000 })
    const { db } = life.till.ctx()
    const customer = await customerOf(life)
    await db
      .insert(sessions)
      .values({ sessionToken: crypto.randomUUID(), userId: life.person.id, expires: new Date(Date.now() + day) })
    expect(await remove(life)).toBe('done')
    expect(await life.till.dashboard.subscriptions.retrieve(life.id)).toMatchObject({ status: 'canceled' })
    expect(await life.till.dashboard.customers.retrieve(customer)).toMatchObject({ deleted: true })
    const [row] = await db.select().from(people).where(eq(people.id, life.person.id))
    expect(row).toMatchObject({ name: null, email: `deleted-${life.person.id}@deleted.invalid`, emailVerified: null })
    expect(row?.deletedAt).toBeInstanceOf(Date)
    expect(await db.select().from(sessions).where(eq(sessions.userId, life.person.id))).toEqual([])
    expect(await db.select().from(donations).where(eq(donations.personId, life.person.id))).toMatchObject([
      { amount: 2000, refunded: 0 },
    ])
    expect(await life.states()).toEqual(['patron active', 'patron lapsed'])
    expect(await life.may()).toEqual([])
  })

  test('afterwards the address stands nowhere but in the last mail, and a day later nowhere at all', async () => {
    const life = await openGift()
    const { db } = life.till.ctx()
    await remove(life)
    const [farewell, ...others] = await db.select().from(mails).where(eq(mails.recipient, life.person.email))
    expect(farewell?.kind).toBe('account-deleted')
    expect(others).toEqual([])
    const told = await db.select({ payload: stripeEvents.payload }).from(stripeEvents)
    expect(JSON.stringify(told)).not.toContain(life.person.email)
    await db.update(mails).set({ sentAt: life.till.ctx().now }).where(eq(mails.recipient, life.person.email))
    await runJobs({ ...life.till.ctx(), now: after(life.till.ctx().now, 2 * day) }, [deleteAccounts])
    expect(await db.select().from(mails).where(eq(mails.recipient, life.person.email))).toEqual([])
    await life.till.handIn()
    expect((await reconcile(life.till.ctx())).unrepaired).toEqual([])
    await postMail(life.till.ctx(), {
      kind: 'gift-changed',
      recipient: `deleted-${life.person.id}@deleted.invalid`,
      data: {},
      dedupeKey: crypto.randomUUID(),
    })
    expect(
      await db
        .select()
        .from(mails)
        .where(and(eq(mails.recipient, `deleted-${life.person.id}@deleted.invalid`), eq(mails.kind, 'gift-changed'))),
    ).toEqual([])
  })

  test('the last mail keeps its address until it is sent or given up', async () => {
    const life = await openGift()
    const { db } = life.till.ctx()
    const farewells = () => db.select().from(mails).where(eq(mails.recipient, life.person.email))
    await remove(life)
    const [posted] = await farewells()
    const later = { ...life.till.ctx(), now: after(life.till.ctx().now, 2 * day) }
    await finishDeletions(later)
    expect(await farewells()).toEqual([posted])
    await db.update(mails).set({ refusedAt: later.now }).where(eq(mails.recipient, life.person.email))
    await finishDeletions(later)
    expect(await farewells()).toEqual([])
  })

  test('comments stay, without a name', async () => {
    const life = await openGift()
    const ctx = life.till.ctx()
    const article = await makeArticle(ctx)
    await ctx.db.update(people).set({ name: 'Joan Averill' }).where(eq(people.id, life.person.id))
    await postComment(ctx, await personOf(life), {
      articleSlug: article.slug,
      text: 'It rained.',
      submissionId: crypto.randomUUID(),
    })
    await remove(life)
    const shown = JSON.stringify(await threadPage(life.till.ctx(), article.id, { sort: 'newest', limit: 5 }))
    expect(shown).toContain('It rained.')
    expect(shown).not.toContain('Joan Averill')
  })

  test('a payment page left open can be paid no more', async () => {
    const life = await openGift()
    const { url } = await life.till.begin({ person: life.person, frequency: 'once', amount: 1000 })
    await remove(life)
    expect(await life.till.pay(url).catch(() => null)).toBeNull()
    await life.till.handIn()
    expect(await life.given()).toHaveLength(1)
  })

  test('a gift begun in another window at the same time can be paid no more, or was never begun', async () => {
    for (let round = 0; round < 5; round += 1) {
      const life = await openGift()
      const windows = [1, 2, 3].map((n) =>
        life.till.begin({ person: life.person, frequency: 'once', amount: n * 1000 }),
      )
      const [outcome, ...begun] = await Promise.allSettled([remove(life), ...windows])
      expect(outcome).toMatchObject({ value: 'done' })
      const opened = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const paid = await Promise.all(opened.map(({ url }) => life.till.pay(url).catch(() => null)))
      expect(paid.filter((page) => page !== null)).toEqual([])
      await expect(life.till.begin({ person: life.person, frequency: 'once', amount: 900 })).rejects.toMatchObject({
        kind: 'conflict',
      })
      await life.till.handIn()
      expect(await life.given()).toHaveLength(1)
    }
  })

  test('Stripe cannot be reached: it waits, says so, loses nothing, and the worker finishes it', async () => {
    const life = await openGift()
    await life.till.press('faults', { api: { answer: 'disconnect', path: '/v1/subscriptions', method: 'DELETE' } })
    expect(await remove(life)).toBe('waiting')
    expect(await remove(life)).toBe('waiting')
    expect(await waitingDeletionOf(life.till.ctx(), life.person.id)).toMatchObject({ requestedAt: expect.any(Date) })
    expect(await personOf(life)).toMatchObject({ email: life.person.email })
    expect(await life.gift()).toMatchObject({ status: 'active' })
    const later = () => ({ ...life.till.ctx(), now: after(life.till.ctx().now, 2 * minute) })
    await expect(runJobs(later(), [deleteAccounts])).rejects.toThrow('Stripe cannot be reached')
    await life.till.press('faults', { api: null })
    await runJobs(later(), [deleteAccounts])
    const [row] = await life.till
      .ctx()
      .db.select()
      .from(accountDeletions)
      .where(eq(accountDeletions.personId, life.person.id))
    expect(row).toMatchObject({ problem: null, doneAt: expect.any(Date) })
    expect(await waitingDeletionOf(life.till.ctx(), life.person.id)).toBeNull()
    expect(await life.till.dashboard.subscriptions.retrieve(life.id)).toMatchObject({ status: 'canceled' })
  })

  test('another confirmation than the address deletes nothing', async () => {
    const life = await openGift()
    const refusal = await refusalOf(requestDeletion(life.till.ctx(), await personOf(life), 'yes'))
    expect(refusal).toMatchObject({ kind: 'invalid', fields: { confirmation: expect.any(String) } })
    expect(await waitingDeletionOf(life.till.ctx(), life.person.id)).toBeNull()
  })

  test('nobody is on the staff, writes as an author, or is waited for, by an account that is gone', async () => {
    const life = await openGift()
    const ctx = life.till.ctx()
    const person = await personOf(life)
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    await life.till.press('faults', { api: { answer: 'disconnect', path: '/v1/subscriptions', method: 'DELETE' } })
    expect(await requestDeletion(ctx, person, person.email)).toBe('waiting')
    // Whoever waits to go is given no role, which would go with them. Another may credit them still.
    const given = { personId: person.id, roles: ['administrator'], actorId: admin.id } as const
    expect((await refusalOf(changeRoles(ctx, given))).message).toContain('about to be deleted')
    await ctx.db.delete(personRoles).where(eq(personRoles.personId, admin.id))
    const [author] = await ctx.db
      .insert(authors)
      .values({ slug: crypto.randomUUID(), name: 'Somebody', personId: person.id, createdAt: ctx.now })
      .returning()
    const { id } = await makeArticle(ctx)
    await ctx.db.update(articles).set({ assignedTo: person.id }).where(eq(articles.id, id))
    await life.till.press('faults', { api: null })
    expect(await requestDeletion(ctx, person, person.email)).toBe('done')
    expect(await ctx.db.select().from(personRoles).where(eq(personRoles.personId, person.id))).toEqual([])
    expect(
      await ctx.db
        .select()
        .from(authors)
        .where(eq(authors.id, author?.id ?? '')),
    ).toMatchObject([{ name: 'Somebody', personId: null }])
    expect(await ctx.db.select().from(articles).where(eq(articles.id, id))).toMatchObject([{ assignedTo: null }])
  })

  test('staff_hand_over_first, and the_last_administrator_stays', async () => {
    const life = await openGift()
    const ctx = life.till.ctx()
    const editor = await makePerson(ctx, { roles: ['editor'] })
    expect((await refusalOf(requestDeletion(ctx, editor, editor.email))).message).toContain('works for the magazine')
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    expect((await refusalOf(requestDeletion(ctx, admin, admin.email))).message).toContain('the only administrator')
    // What their session holds is not asked: without its second factor it holds no role.
    expect((await refusalOf(requestDeletion(ctx, { ...admin, roles: [] }, admin.email))).message).toContain('the only')
    const second = await makePerson(ctx, { roles: ['administrator'] })
    expect((await refusalOf(requestDeletion(ctx, second, second.email))).message).toContain('works for the magazine')
  })

  test('of a role and a deletion that come at the same time one is refused', async () => {
    const life = await openGift()
    const ctx = life.till.ctx()
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    for (let round = 0; round < 5; round += 1) {
      const person = await makePerson(ctx)
      const both = await Promise.allSettled([
        requestDeletion(ctx, person, person.email),
        changeRoles(ctx, { personId: person.id, roles: ['administrator'], actorId: admin.id }),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    }
  })
})

describe('an account deleted by the desk, for somebody who asked in writing', () => {
  const reason = 'A letter from the address of the account'

  test('goes as if they had done it themselves; the log says who did it and why, by number', async () => {
    const life = await openGift()
    const ctx = life.till.ctx()
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    const personId = life.person.id
    expect(
      await deleteOnRequest(ctx, { personId, confirmation: ` ${life.person.email} `, reason, actorId: admin.id }),
    ).toBe('done')
    expect(await personOf(life)).toMatchObject({ name: null, email: `deleted-${personId}@deleted.invalid` })
    expect(await life.till.dashboard.subscriptions.retrieve(life.id)).toMatchObject({ status: 'canceled' })
    const farewells = await ctx.db.select().from(mails).where(eq(mails.recipient, life.person.email))
    expect(farewells.map(({ kind }) => kind)).toEqual(['account-deleted'])
    const noted = await auditOf(ctx, [subjectOf('person', personId)])
    expect(noted).toMatchObject([
      { actorId: admin.id, action: 'deleted an account because the person asked', details: { reason } },
    ])
    expect(JSON.stringify(noted)).not.toContain(life.person.email)
    const again = deleteOnRequest(ctx, { personId, confirmation: life.person.email, reason, actorId: admin.id })
    expect((await refusalOf(again)).kind).toBe('not_found')
  })

  test('waits while Stripe cannot be reached, and is noted once', async () => {
    const life = await openGift()
    const ctx = life.till.ctx()
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    const order = { personId: life.person.id, confirmation: life.person.email, reason, actorId: admin.id }
    await life.till.press('faults', { api: { answer: 'disconnect', path: '/v1/subscriptions', method: 'DELETE' } })
    expect(await deleteOnRequest(ctx, order)).toBe('waiting')
    expect(await deleteOnRequest(ctx, order)).toBe('waiting')
    expect(await auditOf(ctx, [subjectOf('person', life.person.id)])).toHaveLength(1)
    await life.till.press('faults', { api: null })
    expect(await deleteOnRequest(ctx, order)).toBe('done')
  })

  test('not with another address, and not of staff; nothing is noted then', async () => {
    const life = await openGift()
    const ctx = life.till.ctx()
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    const order = { confirmation: life.person.email, reason, actorId: admin.id }
    const wrong = deleteOnRequest(ctx, { ...order, personId: life.person.id, confirmation: admin.email })
    expect(await refusalOf(wrong)).toMatchObject({ kind: 'invalid', fields: { confirmation: expect.any(String) } })
    const editor = await makePerson(ctx, { roles: ['editor'] })
    const works = deleteOnRequest(ctx, { ...order, personId: editor.id, confirmation: editor.email })
    expect((await refusalOf(works)).message).toContain('Take its roles away')
    expect(await auditOf(ctx, [subjectOf('person', life.person.id), subjectOf('person', editor.id)])).toEqual([])
    expect(await waitingDeletionOf(ctx, life.person.id)).toBeNull()
  })

  test('is for administrators', () => {
    expect(mayDeleteOnRequest({ roles: ['administrator'] })).toBe(true)
    expect(mayDeleteOnRequest({ roles: ['managing_editor', 'editor', 'moderator', 'fulfilment'] })).toBe(false)
  })
})
