import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { articles } from '#db/schema/articles.ts'
import { mails } from '#db/schema/platform.ts'
import type { Body } from '#lib/articles/body/document.ts'
import type { Access } from '#lib/articles/model.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { offerSchema, type Offer } from '#lib/licences/model.ts'
import { offerLicence } from '#lib/licences/offers.ts'
import { makeCase } from '#tests/cases/opened.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'

/** A text of plain paragraphs. */
export function textOf(...paragraphs: string[]): Body {
  return {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  }
}

/** A published article with this text. */
export async function articleOf(
  ctx: Context,
  body: Body,
  access: Access = 'public',
): Promise<{ id: string; slug: string }> {
  const article = await makeArticle(ctx)
  await ctx.db.update(articles).set({ body, access }).where(eq(articles.id, article.id))
  return article
}

export async function rewrite(ctx: Context, articleId: string, body: Body): Promise<void> {
  await ctx.db.update(articles).set({ body }).where(eq(articles.id, articleId))
}

/** A case that asks for an article to be republished. @returns its id */
export async function enquire(ctx: Context, slug: string): Promise<string> {
  const [article] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
  const { id } = await makeCase(ctx, {
    kind: 'republishing',
    articleId: article?.id ?? null,
    name: 'Ines Corrigan',
    email: `${v7()}@example.org`,
    message: 'We should like to print this in our June number.',
    details: { publication: 'The Invermorrow Observer', language: 'Welsh', extent: 'part' },
  })
  return id
}

/** Terms as the desk usually offers them, or with what differs. */
export function termsOf(ctx: Context, given: Partial<Offer> = {}): Offer {
  return offerSchema.parse({
    licensee: 'Observer Newspapers',
    publication: 'The Invermorrow Observer',
    contactName: 'Ines Corrigan',
    email: `${v7()}@example.org`,
    terms: 'free',
    fee: null,
    currency: null,
    scope: 'whole',
    partFrom: null,
    partTo: null,
    notPublicAnyway: false,
    territory: 'Worldwide',
    language: 'English',
    validFrom: ctx.now,
    validUntil: after(ctx.now, 365 * day),
    creditLine: 'First published in Saltmarsh.',
    linkRequired: true,
    offerDays: 30,
    message: '',
    ...given,
  })
}

export const forFee = { terms: 'fee', fee: 12_000, currency: 'GBP' } as const

/** An offer of the desk's. */
export async function offered(
  ctx: Context,
  given: Partial<Offer> & { slug?: string; caseId?: string } = {},
): Promise<string> {
  const { slug = (await makeArticle(ctx)).slug, caseId = null, ...terms } = given
  const { id: personId } = await makePerson(ctx, { roles: ['managing_editor'] })
  return offerLicence(ctx, { articleSlug: slug, caseId, submissionId: v7(), personId }, termsOf(ctx, terms))
}

/** The mails that were posted about a licence, the oldest first. */
export async function postedTo(ctx: Context, licenceId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ kind: mails.kind, key: mails.dedupeKey })
    .from(mails)
    .orderBy(mails.createdAt, mails.id)
  return rows.filter(({ key }) => key.includes(licenceId)).map(({ kind }) => kind)
}
