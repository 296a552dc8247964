import { and, asc, gt, inArray, isNull } from 'drizzle-orm'
import { stripeCustomers, subscriptions } from '#db/schema/donations.ts'
import { people, personRoles } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { standingAt } from '#lib/membership/model.ts'
import { ledgersOf } from '#lib/membership/queries.ts'
import { inBatches } from '../in-batches.ts'
import type { Line } from '../csv-file.ts'

export const memberColumns = [
  'id',
  'name',
  'email',
  'standing',
  'tier',
  'source',
  'since',
  'until',
  'stripe_customer_ids',
  'stripe_subscription_ids',
  'roles',
  'mail_refused_at',
  'created_at',
] as const

/** Everybody with an account that was not deleted, members or not, and where they stand at `ctx.now`. */
export function memberLines(ctx: Context): AsyncGenerator<Line<(typeof memberColumns)[number]>> {
  return inBatches(
    (after: string | undefined, size) => readBatch(ctx, after, size),
    ({ id }) => id,
  )
}

async function readBatch(ctx: Context, after: string | undefined, size: number) {
  const rows = await ctx.db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      mailRefusedAt: people.mailRefusedAt,
      createdAt: people.createdAt,
    })
    .from(people)
    .where(and(isNull(people.deletedAt), after === undefined ? undefined : gt(people.id, after)))
    .orderBy(asc(people.id))
    .limit(size)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const ledgers = await ledgersOf(ctx, ids)
  const customers = await ctx.db
    .select({ personId: stripeCustomers.personId, ref: stripeCustomers.stripeCustomerId })
    .from(stripeCustomers)
    .where(inArray(stripeCustomers.personId, ids))
    .orderBy(asc(stripeCustomers.createdAt), asc(stripeCustomers.stripeCustomerId))
  const gifts = await ctx.db
    .select({ personId: subscriptions.personId, ref: subscriptions.stripeSubscriptionId })
    .from(subscriptions)
    .where(and(inArray(subscriptions.personId, ids), isNull(subscriptions.endedAt)))
    .orderBy(asc(subscriptions.startedAt), asc(subscriptions.stripeSubscriptionId))
  const roles = await ctx.db
    .select({ personId: personRoles.personId, ref: personRoles.role })
    .from(personRoles)
    .where(inArray(personRoles.personId, ids))
    .orderBy(asc(personRoles.role))
  const of = (list: { personId: string; ref: string }[], id: string) =>
    list
      .filter(({ personId }) => personId === id)
      .map(({ ref }) => ref)
      .join(' ')
  return rows.map(({ id, name, email, mailRefusedAt, createdAt }) => {
    const { state, tier, since, until, sources } = standingAt(ledgers.get(id) ?? [], ctx.now)
    return {
      id,
      name: name ?? '',
      email,
      standing: state,
      tier: tier ?? '',
      source: sources[0]?.source ?? '',
      since: since?.toISOString() ?? '',
      until: until?.toISOString() ?? '',
      stripe_customer_ids: of(customers, id),
      stripe_subscription_ids: of(gifts, id),
      roles: of(roles, id),
      mail_refused_at: mailRefusedAt?.toISOString() ?? '',
      created_at: createdAt.toISOString(),
    }
  })
}
