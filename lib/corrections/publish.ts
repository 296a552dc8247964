import { and, eq, max } from 'drizzle-orm'
import { v5, v7 } from 'uuid'
import { articles } from '#db/schema/articles.ts'
import { corrections } from '#db/schema/corrections.ts'
import type { Replacement } from '#lib/articles/revise.ts'
import { articleWords, replaceIn, reviseArticle, type ArticleWords, type Revised } from '#lib/articles/revise.ts'
import { isFreeToRead, type Access } from '#lib/articles/model.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Finding } from '#lib/cases/model.ts'
import { recordPublished } from '#lib/cases/outcomes.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { tellLicensees } from '#lib/licences/tell-licensees.ts'
import { announceEvent } from '#lib/webhooks/announce.ts'
import { changedPassages, differenceBetween, type ChangedPart } from './difference.ts'
import { quotesHidden } from './hidden-words.ts'
import { publishReply } from './internal/reply.ts'
import { letterAbout } from './internal/letter.ts'
import { correctionLeavesJob } from './jobs.ts'
import { anchorOf, correctionNames, guide, type CorrectionFacts, type Guidance, type Reply } from './model.ts'

export interface CorrectionToPublish {
  articleId: string
  /** The article's revision that whoever corrects was looking at. */
  revision: number
  /** What changes in its words; none when a note alone is published. */
  replacements: readonly Replacement[]
  facts: CorrectionFacts
  /** The reply as an article of its own, for a right of reply; the note then leads to it. */
  reply: Reply | null
  /** An earlier correction of the same article that this one follows. */
  follows: string | null
  caseId: string | null
  /** What was found in the case, where it was not said yet. */
  finding?: Finding | undefined
  /** Made by the form (a UUID): the same correction under the same one, twice, is one. */
  submissionId: string
  personId: string
}

export interface Published {
  id: string
  number: number
  /** Of the article. */
  slug: string
  /** The cache tags of what shows it. */
  changed: string[]
}

export interface CorrectionPreview {
  difference: ChangedPart[]
  guidance: Guidance
  /** The latest revision of the article, for whoever publishes what is seen here. */
  revision: number
}

/**
 * What a correction would change, and how prominent it ought to be; nothing is kept.
 * @throws Refusal: not_found; invalid with a fault for each field that is wrong, as `publishCorrection` would
 */
export async function previewCorrection(
  ctx: Context,
  asked: Pick<CorrectionToPublish, 'articleId' | 'replacements' | 'facts'>,
): Promise<CorrectionPreview> {
  const article = await articleWords(ctx, asked.articleId)
  if (article === null) throw new Refusal('not_found', 'That article is no longer here.')
  const changed = replaceIn(article.words, asked.replacements)
  refuseQuotation(asked.facts.note, article, [article.words, changed])
  return {
    difference: differenceBetween(article.words, changed),
    guidance: guidanceFor(asked.facts, article.words, changed),
    revision: article.revision,
  }
}

/**
 * Publishes a correction, in one transaction with all that follows from it: the article's words change, the correction
 * stands on it and on every list, its case is published, its reader and whoever republishes the article are told, and
 * caches forget what they knew.
 * @throws Refusal: not_found; conflict when the article was changed since or is not published; invalid with a fault for
 * each field that is wrong
 */
export function publishCorrection(ctx: Context, asked: CorrectionToPublish): Promise<Published> {
  return inTransaction(ctx, async (tx) => {
    const { articleId, personId, facts } = asked
    const submissionId = idOf(asked)
    const [locked] = await tx.db
      .select({ slug: articles.slug })
      .from(articles)
      .where(eq(articles.id, articleId))
      .for('no key update')
    if (locked === undefined) throw new Refusal('not_found', 'That article is no longer here.')
    const [known] = await tx.db
      .select({ id: corrections.id, number: corrections.number })
      .from(corrections)
      .where(eq(corrections.submissionId, submissionId))
    if (known !== undefined) return { ...known, slug: locked.slug, changed: [] }

    if (asked.follows !== null) await refuseStranger(tx, articleId, asked.follows)
    const revised = await reviseArticle(tx, { ...asked, reason: correctionNames[facts.kind] })
    refuseQuotation(facts.note, revised, [revised.before, revised.after])
    const reply = asked.reply === null ? null : await publishReply(tx, revised, asked.reply, personId)
    const number = await nextNumber(tx, articleId)
    const id = v7({ msecs: tx.now.getTime() })
    if (asked.caseId !== null)
      await recordPublished(tx, asked.caseId, {
        personId,
        text: facts.note,
        details: { correction: id, ...(reply === null ? {} : { reply: reply.id }) },
        letter: await letterAbout(tx, { number, facts, article: revised }),
        ...(asked.finding === undefined ? {} : { finding: asked.finding }),
      })
    const frontPageUntil = facts.frontPageDays === 0 ? null : after(tx.now, facts.frontPageDays * day)
    await tx.db.insert(corrections).values({
      id,
      articleId,
      number,
      kind: facts.kind,
      note: facts.note,
      severity: facts.severity,
      underHeadline: facts.underHeadline,
      frontPageUntil,
      prominenceReason: facts.prominenceReason,
      revisionBefore: revised.revisionBefore,
      revisionAfter: revised.revisionAfter,
      follows: asked.follows,
      caseId: asked.caseId,
      replyArticleId: reply?.id ?? null,
      submissionId,
      publishedBy: personId,
      publishedAt: tx.now,
      guidance: keptGuidance(facts, revised),
    })
    await tellLicensees(tx, {
      id,
      articleId,
      name: correctionNames[facts.kind],
      note: facts.note,
      changes: changedPassages(revised.before, revised.after),
    })
    await recordAudit(tx, {
      actorId: personId,
      action: 'published a correction',
      subject: subjectOf('article', articleId),
      details: { number, kind: facts.kind, severity: facts.severity },
    })
    if (frontPageUntil !== null) await tx.queue.send(tx.db, correctionLeavesJob, {}, { startAfter: frontPageUntil })
    const changed = [...revised.changed, ...(reply?.changed ?? []), tags.corrections]
    await announceChange(tx, changed)
    const url = `${tx.config.publicUrl}/articles/${revised.slug}`
    await announceEvent(tx, {
      type: 'article.corrected',
      data: {
        article: { id: articleId, slug: revised.slug, url, headline: revised.after.headline },
        number,
        kind: facts.kind,
        note: facts.note,
        url: `${url}#${anchorOf(number)}`,
        publishedAt: tx.now.toISOString(),
      },
    })
    return { id, number, slug: revised.slug, changed }
  })
}

/** Whoever goes back to a form that was sent, and writes something else in it, publishes another correction. */
function idOf({ articleId, replacements, facts, reply, follows, caseId, submissionId }: CorrectionToPublish): string {
  return v5(JSON.stringify([articleId, replacements, facts, reply, follows, caseId]), submissionId)
}

async function refuseStranger(tx: Context, articleId: string, follows: string): Promise<void> {
  const [earlier] = await tx.db
    .select({ id: corrections.id })
    .from(corrections)
    .where(and(eq(corrections.id, follows), eq(corrections.articleId, articleId)))
  if (earlier === undefined) throw new Refusal('invalid', 'A correction follows another of the same article.')
}

/** The article's row is locked: nobody else takes the same. */
async function nextNumber(tx: Context, articleId: string): Promise<number> {
  const [row] = await tx.db
    .select({ latest: max(corrections.number) })
    .from(corrections)
    .where(eq(corrections.articleId, articleId))
  return (row?.latest ?? 0) + 1
}

/** A note is read by everybody, in lists and feeds, too. */
function refuseQuotation(
  note: string,
  article: { access: Access; previewBlocks: number },
  words: readonly ArticleWords[],
): void {
  if (isFreeToRead(article.access)) return
  const bodies = words.map(({ body }) => body)
  if (quotesHidden(note, bodies, article.previewBlocks))
    throw new Refusal('invalid', 'Please look at what is marked below.', {
      note: 'This quotes a sentence that only members read, and everybody reads the note. Say it in other words.',
    })
}

function guidanceFor(facts: CorrectionFacts, before: ArticleWords, changed: ArticleWords): Guidance {
  const inHeadline = before.headline !== changed.headline || before.standfirst !== changed.standfirst
  return guide({ ...facts, inHeadline })
}

/** What was known and recommended, for whoever asks later why it was done so. */
function keptGuidance(
  facts: CorrectionFacts,
  { before, after: changed }: Revised,
): Record<string, string | number | boolean> {
  const { underHeadline, frontPageDays, reasons } = guidanceFor(facts, before, changed)
  return {
    underHeadline,
    frontPageDays,
    reasons: reasons.join('\n'),
    onFrontPage: facts.onFrontPage,
    daysStood: facts.daysStood,
    ...(facts.readers === null ? {} : { readers: facts.readers }),
  }
}
