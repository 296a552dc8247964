import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import { isInState, memberStateSchema, readSearch, type MemberFacts } from '#lib/members/model.ts'
import { findMembers, type MemberQuery } from '#lib/members/queries.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { standingAt, type MembershipState } from '#lib/membership/model.ts'
import { openTill } from '#tests/donations/till.ts'

const till = await openTill()
const ctx = till.ctx()

async function found(given: Partial<MemberQuery> & { q?: string }): Promise<string[]> {
  const { q = '', ...query } = given
  const page = await findMembers(ctx, { search: readSearch(q), order: 'newest', limit: 50, ...query })
  return page.members.map(({ id }) => id)
}

function idOf(reference: string | { id: string } | null): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '')
}

/** A person with a name of their own; of a membership, if given a state. */
async function somebody(
  name: string,
  state?: MembershipState,
  source: 'imported' | 'complimentary' | 'gift' = 'imported',
) {
  const { id } = await till.person(`${crypto.randomUUID()}@people.example`, name)
  if (state !== undefined) {
    const entry = { personId: id, source, sourceRef: id, tier: 'supporter', reason: 'For a test.' } as const
    await recordMembership(ctx, { ...entry, state: 'active', validFrom: after(ctx.now, -40 * day), validUntil: null })
    const until = state === 'grace' || state === 'ending' ? after(ctx.now, 10 * day) : null
    await recordMembership(ctx, { ...entry, state, validFrom: after(ctx.now, -day), validUntil: until })
  }
  return id
}

describe('what was typed', () => {
  test.each([
    ['', { kind: 'everybody' }],
    ['  ', { kind: 'everybody' }],
    ['Ada', { kind: 'text', text: 'Ada' }],
    ['Ad', { kind: 'too_short' }],
    [' cus_ABC123 ', { kind: 'stripe', id: 'cus_ABC123' }],
    ['ch_3PabcDEF', { kind: 'stripe', id: 'ch_3PabcDEF' }],
    ['in_the_end', { kind: 'stripe', id: 'in_the_end' }],
    ['1042', { kind: 'receipt', number: 1042 }],
  ])('%j', (typed, search) => {
    expect(readSearch(typed)).toEqual(search)
  })
})

describe('by name and address', () => {
  test('part of either, in any case, finds the person, and nobody else', async () => {
    const id = await somebody('Aurelia Featherstonehaugh')
    await somebody('Somebody Else')
    expect(await found({ q: 'featherston' })).toEqual([id])
    const [row] = await ctx.db.select().from(people).where(eq(people.id, id))
    expect(await found({ q: row?.email.toUpperCase() ?? '' })).toEqual([id])
  })

  test('signs that stand for anything elsewhere stand for themselves', async () => {
    const id = await somebody('Percy 100% Underscore_Name')
    expect(await found({ q: '100%' })).toEqual([id])
    expect(await found({ q: 'score_n' })).toEqual([id])
    expect(await found({ q: '%%%' })).toEqual([])
    expect(await found({ q: '___' })).toEqual([])
  })
})

describe('by an id of Stripe’s', () => {
  test('customer, subscription, invoice, payment, charge, checkout and receipt lead to the donor', async () => {
    const person = await till.person()
    await till.pay((await till.begin({ person })).url)
    await till.handIn()
    const [donation] = await ctx.db.select().from(donations).where(eq(donations.personId, person.id))
    const [subscription] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.personId, person.id))
    const payments = await till.dashboard.invoicePayments.list({ invoice: donation?.stripeRef ?? '', limit: 1 })
    const intent = payments.data[0]?.payment.payment_intent
    const payment = await till.dashboard.paymentIntents.retrieve(idOf(intent ?? null))
    const ids = [
      idOf(payment.customer),
      subscription?.stripeSubscriptionId ?? '',
      donation?.stripeRef ?? '',
      payment.id,
      idOf(payment.latest_charge),
      String(donation?.receiptNumber),
    ]
    for (const id of ids) expect([id, await found({ q: id })]).toEqual([id, [person.id]])
  })

  test('an id that nobody here has finds nobody', async () => {
    expect(await found({ q: 'cus_nobody' })).toEqual([])
    expect(await found({ q: 'ch_nobody' })).toEqual([])
  })

  test('where Stripe must be asked and does not answer, that is said', async () => {
    const broken = {
      ...ctx,
      config: { ...ctx.config, stripe: { ...ctx.config.stripe, apiBase: 'http://127.0.0.1:9' } },
    }
    const query = { search: readSearch('ch_unknown'), order: 'newest', limit: 50 } as const
    await expect(findMembers(broken, query)).rejects.toMatchObject({ kind: 'unavailable' })
  })
})

describe('by state', () => {
  test('each state lists those who are in it now', async () => {
    const ids = {
      active: await somebody('Active', 'active'),
      failing: await somebody('Failing', 'grace'),
      ending: await somebody('Ending', 'ending'),
      lapsed: await somebody('Lapsed', 'lapsed'),
      complimentary: await somebody('Guest', 'active', 'complimentary'),
      gift: await somebody('Given', 'active', 'gift'),
      never: await somebody('Never'),
    }
    const refused = await somebody('Refused')
    await ctx.db.update(people).set({ mailRefusedAt: ctx.now }).where(eq(people.id, refused))
    for (const [state, id] of Object.entries(ids)) {
      const listed = await found({ state: memberStateSchema.parse(state) })
      expect([state, listed.includes(id)]).toEqual([state, true])
      const others = Object.entries(ids).filter(([other]) => other !== state)
      const also = others.filter(([, other]) => listed.includes(other)).map(([other]) => other)
      // A membership that was given away is active as well.
      expect([state, also]).toEqual([state, state === 'active' ? ['complimentary', 'gift'] : []])
    }
    expect(await found({ state: 'mail_refused' })).toEqual([refused])
  })

  test('a state and a tier and a name together narrow the list', async () => {
    const id = await somebody('Narrowed Ninian', 'ending')
    expect(await found({ q: 'ninian', state: 'ending', tier: 'supporter' })).toEqual([id])
    expect(await found({ q: 'ninian', state: 'ending', tier: 'patron' })).toEqual([])
    expect(await found({ q: 'ninian', state: 'lapsed' })).toEqual([])
  })

  test('Stripe goes on trying after grace: still failing; payments that are paused: paused, not ending', () => {
    const none: MemberFacts = { standing: standingAt([], ctx.now), subscriptions: [], mailRefused: false }
    const trying = { ...none, subscriptions: [{ status: 'unpaid', collectionPaused: false }] }
    const paused = {
      standing: { ...none.standing, state: 'ending' as const },
      subscriptions: [{ status: 'active', collectionPaused: true }],
      mailRefused: false,
    }
    expect(isInState('failing', trying)).toBe(true)
    expect(isInState('failing', none)).toBe(false)
    expect([isInState('paused', paused), isInState('ending', paused)]).toEqual([true, false])
  })
})

test('pages follow each other without gap or repetition, both ways, however many the filter passes over', async () => {
  await ctx.db.execute(sql`
    insert into people (id, name, email) select gen_random_uuid(), 'Paged Person', 'paged' || number || '@pages.example' from generate_series(1, 450) number`)
  for (const order of ['newest', 'oldest'] as const) {
    const seen: string[] = []
    let next: string | null | undefined
    do {
      const page = await findMembers(ctx, {
        search: readSearch('paged person'),
        order,
        limit: 40,
        after: next ?? undefined,
      })
      seen.push(...page.members.map(({ id }) => id))
      next = page.next
    } while (next !== null)
    expect(seen).toHaveLength(450)
    expect(seen).toEqual(order === 'oldest' ? seen.toSorted() : seen.toSorted().toReversed())
  }
})
