import { asc, eq, or } from 'drizzle-orm'
import { articleRevisions, articles, workingCopies } from '#db/schema/articles.ts'
import { caseEvents, cases, caseViews } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { articleMoves, previewLinks, remarkAnswers, remarks } from '#db/schema/newsroom.ts'
import { pictures } from '#db/schema/pictures.ts'
import { auditLog } from '#db/schema/platform.ts'
import { setAsideCopies } from '#db/schema/writing.ts'
import { subjectOf } from '#lib/audit/audit.ts'
import { caseReference } from '#lib/cases/model.ts'
import { ofPerson, type Part } from './part.ts'

const audit: Part = {
  key: 'audit-log',
  title: 'The record of the staff',
  about: 'What you did at the desk, and what the staff did to your account. Who of them did it is not told.',
  isTable: true,
  async read(ctx, subject) {
    if (subject.personId === null) return []
    const rows = await ctx.db
      .select()
      .from(auditLog)
      .where(or(eq(auditLog.actor, subject.personId), eq(auditLog.subject, subjectOf('person', subject.personId))))
      .orderBy(asc(auditLog.at))
    return rows.map(({ at, actor, action, subject: to, details }) => ({
      at,
      by: actor === subject.personId ? 'you' : 'the staff',
      action,
      to,
      details: JSON.stringify(details),
    }))
  },
}

const work: Part = {
  key: 'work',
  title: 'Your work for the magazine',
  about:
    'Texts you saved, steps you took, remarks, pictures you brought, corrections you published. The articles themselves are the magazine’s.',
  isTable: true,
  async read(ctx, subject) {
    const [saved, moved, remarked, answered, brought, corrected, links] = await Promise.all([
      ctx.db
        .select({ at: articleRevisions.createdAt, of: articles.headline, note: articleRevisions.reason })
        .from(articleRevisions)
        .innerJoin(articles, eq(articles.id, articleRevisions.articleId))
        .where(ofPerson(articleRevisions.personId, subject)),
      ctx.db
        .select({ at: articleMoves.at, of: articles.headline, kind: articleMoves.kind, note: articleMoves.note })
        .from(articleMoves)
        .innerJoin(articles, eq(articles.id, articleMoves.articleId))
        .where(ofPerson(articleMoves.personId, subject)),
      ctx.db
        .select({ at: remarks.createdAt, of: articles.headline, note: remarks.text })
        .from(remarks)
        .innerJoin(articles, eq(articles.id, remarks.articleId))
        .where(ofPerson(remarks.personId, subject)),
      ctx.db
        .select({ at: remarkAnswers.createdAt, of: articles.headline, note: remarkAnswers.text })
        .from(remarkAnswers)
        .innerJoin(remarks, eq(remarks.id, remarkAnswers.remarkId))
        .innerJoin(articles, eq(articles.id, remarks.articleId))
        .where(ofPerson(remarkAnswers.personId, subject)),
      ctx.db
        .select({ at: pictures.createdAt, of: pictures.fileName, note: pictures.credit })
        .from(pictures)
        .where(ofPerson(pictures.createdBy, subject)),
      ctx.db
        .select({ at: corrections.publishedAt, of: articles.headline, note: corrections.note })
        .from(corrections)
        .innerJoin(articles, eq(articles.id, corrections.articleId))
        .where(ofPerson(corrections.publishedBy, subject)),
      ctx.db
        .select({ at: previewLinks.createdAt, of: articles.headline, note: previewLinks.label })
        .from(previewLinks)
        .innerJoin(articles, eq(articles.id, previewLinks.articleId))
        .where(ofPerson(previewLinks.personId, subject)),
    ])
    return [
      ...saved.map((row) => ({ what: 'Saved a text', ...row })),
      ...moved.map(({ kind, ...row }) => ({ what: `Step: ${kind.replaceAll('_', ' ')}`, ...row })),
      ...remarked.map((row) => ({ what: 'Remark', ...row })),
      ...answered.map((row) => ({ what: 'Answer to a remark', ...row })),
      ...brought.map((row) => ({ what: 'Brought a picture', ...row })),
      ...corrected.map((row) => ({ what: 'Published a correction', ...row })),
      ...links.map((row) => ({ what: 'Made a link for a preview', ...row })),
    ].toSorted((one, other) => one.at.getTime() - other.at.getTime())
  },
}

const unfinished: Part = {
  key: 'unfinished-texts',
  title: 'Texts not saved in an article',
  about: 'What you wrote at the desk that no article took, or has not taken yet.',
  async read(ctx, subject) {
    const copies = await ctx.db
      .select({ at: workingCopies.savedAt, content: workingCopies.content, of: articles.headline })
      .from(workingCopies)
      .innerJoin(articles, eq(articles.id, workingCopies.articleId))
      .where(ofPerson(workingCopies.personId, subject))
    const aside = await ctx.db
      .select({ at: setAsideCopies.setAsideAt, content: setAsideCopies.content, of: articles.headline })
      .from(setAsideCopies)
      .innerJoin(articles, eq(articles.id, setAsideCopies.articleId))
      .where(ofPerson(setAsideCopies.personId, subject))
    return [
      ...copies.map(({ at, of, content }) => ({ what: 'Working copy', at, of, content: JSON.stringify(content) })),
      ...aside.map(({ at, of, content }) => ({ what: 'Set aside', at, of, content: JSON.stringify(content) })),
    ]
  },
}

const statements: Part = {
  key: 'statements',
  title: 'Statements, and work on cases',
  about:
    'What you said as an author about an article that somebody complained of, and what you did on cases. Whose cases they are is not told.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ event: caseEvents, number: cases.number, receivedAt: cases.receivedAt })
      .from(caseEvents)
      .innerJoin(cases, eq(cases.id, caseEvents.caseId))
      .where(ofPerson(caseEvents.personId, subject))
      .orderBy(asc(caseEvents.number))
    const views = await ctx.db.select().from(caseViews).where(ofPerson(caseViews.personId, subject))
    return [
      ...rows.map(({ event, number, receivedAt }) => ({
        what: event.kind.replaceAll('_', ' '),
        case: caseReference(number, receivedAt),
        at: event.at,
        // A letter belongs to whoever it went to.
        text: event.kind === 'statement' ? event.text : null,
      })),
      ...views.map(({ name, query, createdAt }) => ({
        what: `Saved list: ${name}`,
        case: query,
        at: createdAt,
        text: null,
      })),
    ]
  },
}

export const workParts: Part[] = [audit, work, unfinished, statements]
