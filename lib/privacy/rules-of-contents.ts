import { and, isNull, lt, or } from 'drizzle-orm'
import { caseSubmissions } from '#db/schema/cases.ts'
import { commentDrafts, comments, threadVisits } from '#db/schema/comments.ts'
import { driftReports } from '#db/schema/donations.ts'
import { sanctions } from '#db/schema/moderation.ts'
import { notices } from '#db/schema/notices.ts'
import { giftLinks, meteredReadings } from '#db/schema/wall.ts'
import { webhookEvents } from '#db/schema/webhooks.ts'
import { articlePresence, setAsideCopies } from '#db/schema/writing.ts'
import { daysSetAside } from '#lib/articles/set-aside.ts'
import { countOldAddresses, removeOldAddresses } from '#lib/books/address-jobs.ts'
import { daysToConfirm } from '#lib/cases/confirm.ts'
import { removeUnusedFiles } from '#lib/cases/files.ts'
import { countCasesToForget, forgetCases } from '#lib/cases/forget.ts'
import { calendarMonth } from '#lib/clock.ts'
import { forgetOldDrafts, oldDrafts } from '#lib/comments/drafts.ts'
import { eraseRemovedTexts, forgetOverSanctions, overSanctions, removedTexts } from '#lib/comments/forget.ts'
import { mostAddressDays } from '#lib/settings/model.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { daysInLog } from '#lib/webhooks/model.ts'
import { countOldArchives, removeOldPersonalArchives } from './archives.ts'
import { daysAgo, deleting, monthsAgo } from './deleting.ts'
import { archiveDays } from './model.ts'
import type { Rule } from './rule.ts'

const letters: Rule[] = [
  {
    key: 'cases',
    what: 'Letters to the managing editor: who wrote, what was written, and files',
    end: 'removed; what it was about, when, what was found and done, and why, stays as the record that regulators ask for',
    after: { group: 'privacy', name: 'caseMonths', unit: 'months', least: 6, most: 120 },
    count: (ctx, months) => countCasesToForget(ctx, monthsAgo(ctx, months)),
    apply: (ctx, months) => forgetCases(ctx, monthsAgo(ctx, months)),
  },
  {
    key: 'unconfirmed-forms',
    what: 'Forms to the managing editor that nobody confirmed by mail, and files that nothing refers to',
    end: 'deleted',
    after: `${daysToConfirm} days`,
    ...deletingForms(),
  },
]

function deletingForms(): Pick<Rule, 'count' | 'apply'> {
  const forms = deleting(caseSubmissions, (ctx) => lt(caseSubmissions.sentAt, daysAgo(ctx, daysToConfirm)))
  return {
    count: forms.count,
    // The forms first, then the files that nobody needs any more: those of cases that were forgotten above, too.
    apply: async (ctx, figure) => {
      const gone = await forms.apply(ctx, figure)
      await removeUnusedFiles(ctx)
      return gone
    },
  }
}

const books: Rule[] = [
  {
    key: 'book-addresses',
    what: 'Where signed books were sent (encrypted)',
    end: 'removed; that there was an address, in which country, and when it went, stays',
    after: { group: 'books', name: 'addressDays', unit: 'days', least: 1, most: mostAddressDays },
    count: countOldAddresses,
    apply: removeOldAddresses,
  },
]

const talk: Rule[] = [
  {
    key: 'notices',
    what: 'Notices about comments',
    end: 'deleted',
    after: 'half a year after they were seen; unseen, two years',
    ...deleting(notices, (ctx) =>
      or(lt(notices.seenAt, daysAgo(ctx, 180)), and(isNull(notices.seenAt), lt(notices.at, monthsAgo(ctx, 24)))),
    ),
  },
  {
    key: 'comment-drafts',
    what: 'Drafts of comments',
    end: 'deleted',
    after: 'a year',
    count: (ctx) => ctx.db.$count(commentDrafts, oldDrafts(ctx)),
    apply: forgetOldDrafts,
  },
  {
    key: 'removed-comments',
    what: 'What comments said that their writers removed, and before they changed it',
    end: 'the words deleted, unless somebody has reported them and nobody has looked',
    after: '30 days, in which a moderator can still see them',
    count: (ctx) => ctx.db.$count(comments, removedTexts(ctx)),
    apply: eraseRemovedTexts,
  },
  {
    key: 'sanctions',
    what: 'What tells that the address of somebody who left is the same, for a moderator’s measure',
    end: 'deleted',
    after: 'when the measure is over',
    count: (ctx) => ctx.db.$count(sanctions, overSanctions(ctx)),
    apply: forgetOverSanctions,
  },
  {
    key: 'thread-visits',
    what: 'When somebody last read which comments',
    end: 'deleted',
    after: 'a year',
    ...deleting(threadVisits, (ctx) => lt(threadVisits.visitedAt, monthsAgo(ctx, 12))),
  },
]

const reading: Rule[] = [
  {
    key: 'readings',
    what: 'Which metered articles somebody signed in has opened',
    end: 'deleted',
    after: 'the month is over',
    count: async (ctx) => ctx.db.$count(meteredReadings, lt(meteredReadings.month, await monthOf(ctx))),
    apply: async (ctx) => {
      const gone = await ctx.db
        .delete(meteredReadings)
        .where(lt(meteredReadings.month, await monthOf(ctx)))
        .returning({ month: meteredReadings.month })
      return gone.length
    },
  },
  {
    key: 'gift-links',
    what: 'Links by which articles were given',
    end: 'deleted',
    // Kept a while, to be told as past.
    after: '180 days after they end',
    ...deleting(giftLinks, (ctx) => lt(giftLinks.expiresAt, daysAgo(ctx, 180))),
  },
]

async function monthOf(ctx: Parameters<Rule['count']>[0]): Promise<string> {
  return calendarMonth(ctx.now, (await magazineSettings(ctx)).timeZone).name
}

const desk: Rule[] = [
  {
    key: 'presence',
    what: 'Who has which article open at the desk',
    end: 'deleted',
    after: 'a day; while it is read, some minutes',
    ...deleting(articlePresence, (ctx) => lt(articlePresence.seenAt, daysAgo(ctx, 1))),
  },
  {
    key: 'set-aside',
    what: 'Texts of the staff that no article took',
    end: 'deleted',
    after: `${daysSetAside} days`,
    ...deleting(setAsideCopies, (ctx) => lt(setAsideCopies.setAsideAt, daysAgo(ctx, daysSetAside))),
  },
  {
    key: 'webhooks',
    what: 'What other software was told, and what it answered',
    end: 'deleted',
    after: `${daysInLog} days`,
    ...deleting(webhookEvents, (ctx) => lt(webhookEvents.at, daysAgo(ctx, daysInLog))),
  },
  {
    key: 'drift-reports',
    what: 'Comparisons with Stripe: numbers of payments that differed',
    end: 'deleted',
    after: 'two years',
    ...deleting(driftReports, (ctx) => lt(driftReports.at, monthsAgo(ctx, 24))),
  },
  {
    key: 'archives',
    what: 'Archives of what is kept about somebody, made for them',
    end: 'the file deleted; that it was made stays noted',
    after: `${archiveDays} days`,
    count: countOldArchives,
    apply: removeOldPersonalArchives,
  },
]

export const contentRules: Rule[] = [...letters, ...books, ...talk, ...reading, ...desk]
