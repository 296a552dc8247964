import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { remarks } from '#db/schema/newsroom.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { usability, type LicenceFacts } from '#lib/pictures/licence.ts'
import { magazineDay, reasonWords } from '#lib/pictures/usable.ts'
import { pictureIdsIn } from '../body/rebuild.ts'
import { isTaken } from '../slugs.ts'
import { workingCopyOf } from '../working-copy.ts'
import type { Written } from '../written.ts'
import { checklist, type ChecklistItem, type PictureFacts } from './checklist.ts'
import { deadPaths } from './dead-paths.ts'
import { linksIn } from './in-the-text.ts'

/**
 * What is missing of an article, and what is in order.
 * @param at when it is to appear, if that is being asked for
 * @param of what is looked at: the article as it is being worked on, or as it is without what was not brought in
 * @returns null when there is no such article
 */
export async function checklistOf(
  ctx: Context,
  articleId: string,
  at: Date | null,
  of: 'written' | 'article' = 'written',
): Promise<ChecklistItem[] | null> {
  const copy = await workingCopyOf(ctx, articleId)
  if (copy === null) return null
  const written = copy[of]
  const [[article], slugTaken, [open], known, dead] = await Promise.all([
    ctx.db.select({ access: articles.access }).from(articles).where(eq(articles.id, articleId)),
    isTaken(ctx, written.slug, articleId),
    ctx.db
      .select({ number: count() })
      .from(remarks)
      .where(and(eq(remarks.articleId, articleId), isNull(remarks.resolvedAt))),
    picturesOf(ctx, written, at),
    deadPaths(ctx, linksIn(written.body)),
  ])
  return checklist({
    written,
    access: article?.access ?? 'public',
    slugTaken,
    pictures: known,
    deadPaths: dead,
    openRemarks: open?.number ?? 0,
    at,
    now: ctx.now,
  })
}

/** Licences are looked at as they will be when it appears. */
async function picturesOf(ctx: Context, written: Written, at: Date | null): Promise<ReadonlyMap<string, PictureFacts>> {
  const ids = [...(written.pictureId === null ? [] : [written.pictureId]), ...pictureIdsIn(written.body)]
  if (ids.length === 0) return new Map()
  const appears = await magazineDay(ctx, at !== null && at > ctx.now ? at : ctx.now)
  const rows = await ctx.db
    .select({
      id: pictures.id,
      alt: pictures.alt,
      credit: pictures.credit,
      licence: pictures.licence,
      licenceNote: pictures.licenceNote,
      sourceUrl: pictures.sourceUrl,
      licensedUntil: pictures.licensedUntil,
    })
    .from(pictures)
    .where(inArray(pictures.id, ids))
  return new Map(
    rows.map(({ id, alt, ...facts }) => [id, { alt, credit: facts.credit, licence: ofLicence(facts, appears) }]),
  )
}

/** A licence that has run out holds an article back; what is not known of one is warned of: archives come without. */
function ofLicence(facts: LicenceFacts, appears: string): PictureFacts['licence'] {
  const { state, reasons } = usability(facts, appears)
  const told = reasons.filter((reason) => reason !== 'credit_missing')
  if (told.length === 0) return { state: 'ok', why: '' }
  return { state: state === 'expired' ? 'block' : 'warn', why: told.map((reason) => reasonWords[reason]).join(' ') }
}
