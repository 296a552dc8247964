import { v7 } from 'uuid'
import { articles } from '#db/schema/articles.ts'
import { people, personRoles } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import type { Tier } from '#lib/membership/model.ts'
import type { Person, StaffRole } from '#lib/people/model.ts'

/** Somebody with an account. */
export async function makePerson(
  ctx: Context,
  given: { name?: string | null; roles?: StaffRole[] } = {},
): Promise<Person> {
  const id = v7()
  const { name = 'Robin Averill', roles = [] } = given
  const email = `${id}@example.org`
  await ctx.db.insert(people).values({ id, email, name })
  for (const role of roles) await ctx.db.insert(personRoles).values({ personId: id, role })
  return { id, email, name, roles }
}

/** Gives a person a membership from a day before the context's time on. */
export async function makeMember(
  ctx: Context,
  person: Person,
  tier: Tier,
  validUntil: Date | null = null,
): Promise<void> {
  await recordMembership(ctx, {
    personId: person.id,
    source: 'complimentary',
    sourceRef: 'tests',
    tier,
    state: validUntil === null ? 'active' : 'ending',
    validFrom: new Date(ctx.now.getTime() - 24 * 60 * 60 * 1000),
    validUntil,
    reason: 'For a test.',
  })
}

/** A published article of one paragraph, written straight into its table. */
export async function makeArticle(
  ctx: Context,
  given: { slug?: string; comments?: 'open' | 'closed'; state?: 'published' | 'draft' } = {},
): Promise<{ id: string; slug: string }> {
  const id = v7()
  const slug = given.slug ?? `article-${id}`
  await ctx.db.insert(articles).values({
    id,
    slug,
    headline: 'A headline',
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'A paragraph.' }] }] },
    comments: given.comments ?? 'open',
    state: given.state ?? 'published',
    publishedAt: new Date(ctx.now.getTime() - 60_000),
  })
  return { id, slug }
}
