import { articleAtDesk, findArticles, headlinesOf, type DeskQuery } from '#lib/articles/desk.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { auditChoices, auditLogOf, type AuditFilter } from '#lib/audit/log.ts'
import { donorFile } from '#lib/donations/donor-file.ts'
import { latestDriftReports, peopleOfFindings } from '#lib/donations/drift-reports.ts'
import { failedEvents, inboxEvent, inboxEvents } from '#lib/donations/inbox-desk.ts'
import { refundable } from '#lib/donations/refund-preview.ts'
import { donationLines } from '#lib/figures/export.ts'
import { figuresNow, figuresOf } from '#lib/figures/queries.ts'
import { mailsTo } from '#lib/mail/queries.ts'
import { readSearch } from '#lib/members/model.ts'
import { findMembers, type MemberQuery } from '#lib/members/queries.ts'
import { peopleNamed, personOnFile } from '#lib/people/queries.ts'
import { places } from '../magazine/size.ts'
import { articleCalled, personNumbered, type Question } from './question.ts'

const somewhere = '018a0000-0000-7000-8000-000000000000'
const somewhen = new Date('2026-09-01')
const london = 'Europe/London'

function members(given: Partial<MemberQuery> & { q?: string }): Question[1] {
  const { q = '', ...query } = given
  return (ctx) => findMembers(ctx, { search: readSearch(q), order: 'newest', limit: 50, ...query })
}

function articles(given: Partial<DeskQuery>): Question[1] {
  return (ctx) => findArticles(ctx, { q: '', limit: 50, ...given })
}

const articleQuestions: Question[] = [
  ['articles', articles({})],
  ['articles, further on', articles({ after: { at: somewhen, id: somewhere } })],
  ['drafts', articles({ state: 'draft' })],
  ['published articles, further on', articles({ state: 'published', after: { at: somewhen, id: somewhere } })],
  ['patrons’ articles', articles({ access: 'patrons' })],
  ['patrons’ drafts', articles({ access: 'patrons', state: 'draft' })],
  ['articles with a word of most', articles({ q: 'said' })],
  ['articles with a rare word', articles({ q: places.rareWord })],
  ['an address', articles({ q: `/articles/${places.article.slug}` })],
  ['an article at the desk', async (ctx) => articleAtDesk(ctx, await articleCalled(ctx, places.article.slug))],
]

const memberQuestions: Question[] = [
  ['everybody', members({})],
  ['everybody, further on', members({ after: somewhere })],
  ['everybody, the oldest first', members({ order: 'oldest', after: somewhere })],
  ['a name', members({ q: 'barby' })],
  ['part of an address', members({ q: 'person1234' })],
  ['a name that nobody has', members({ q: 'qqqzzz' })],
  ['a customer', members({ q: 'cus_10' })],
  ['a subscription', members({ q: 'sub_10' })],
  ['an invoice', members({ q: 'in_10_1' })],
  ['a receipt number', members({ q: '17' })],
  ['the active', members({ state: 'active' })],
  ['the failing', members({ state: 'failing', after: somewhere })],
  ['the ending', members({ state: 'ending', after: somewhere })],
  ['the paused', members({ state: 'paused', after: somewhere })],
  ['the lapsed', members({ state: 'lapsed', after: somewhere })],
  ['complimentary', members({ state: 'complimentary', after: somewhere })],
  ['gifts', members({ state: 'gift', after: somewhere })],
  ['those who never gave', members({ state: 'never', after: somewhere })],
  ['those whose mail is refused', members({ state: 'mail_refused', after: somewhere })],
  ['patrons', members({ tier: 'patron', after: somewhere })],
  ['patrons in grace', members({ tier: 'patron', state: 'failing' })],
  ['one person’s file', async (ctx) => donorFile(ctx, await personNumbered(ctx, 10))],
  ['one person', async (ctx) => personOnFile(ctx, await personNumbered(ctx, 10))],
  ['people’s names', async (ctx) => peopleNamed(ctx, [await personNumbered(ctx, 10)])],
  ['one person’s mails', (ctx) => mailsTo(ctx, 'person17@example.org', 50)],
  [
    'what was done to a person',
    async (ctx) => auditOf(ctx, [subjectOf('person', await personNumbered(ctx, 10)), subjectOf('person', somewhere)]),
  ],
]

const moneyQuestions: Question[] = [
  ['a donation to refund', (ctx) => refundable(ctx, somewhere)],
  ['the inbox', (ctx) => inboxEvents(ctx, { limit: 51 })],
  ['the inbox, further on', (ctx) => inboxEvents(ctx, { limit: 51, before: { receivedAt: somewhen, id: 'evt_1' } })],
  ['the inbox, what failed', (ctx) => inboxEvents(ctx, { limit: 51, state: 'failed' })],
  ['one event', (ctx) => inboxEvent(ctx, 'evt_10')],
  ['how many events failed', (ctx) => failedEvents(ctx)],
  ['drift', (ctx) => latestDriftReports(ctx, 30)],
  ['whom drift is about', (ctx) => peopleOfFindings(ctx, [{ what: 'subscription', id: 'sub_10', found: 'paused' }])],
  ['figures of three months', (ctx) => figuresOf(ctx, 3, london)],
  ['figures of twelve months', (ctx) => figuresOf(ctx, 12, london)],
  ['figures of the month that runs', (ctx) => figuresNow(ctx, london)],
  [
    'an export',
    async (ctx) => {
      let lines = 0
      for await (const _ of donationLines(ctx, { from: '2026-01-01', to: '2026-11-25' }, london)) {
        lines += 1
        if (lines === 2_500) break
      }
      return lines
    },
  ],
]

function audit(filter: AuditFilter, isFurtherOn = false): Question[1] {
  return (ctx) =>
    auditLogOf(ctx, filter, { after: isFurtherOn ? { at: somewhen, id: somewhere } : undefined, limit: 51 })
}

const nobody = { actorId: somewhere }
const auditQuestions: Question[] = [
  ['the audit log', audit({})],
  ['the audit log, further on', audit({}, true)],
  ['the audit log, somebody who did nothing', audit(nobody)],
  ['the audit log, what was never done', audit({ action: 'flew' }, true)],
  ['the audit log, people', audit({ kind: 'person' }, true)],
  ['the audit log, a kind there is none of', audit({ kind: 'unicorn' })],
  ['the audit log, an action on a kind by somebody', audit({ ...nobody, action: 'flew', kind: 'person' }, true)],
  ['the audit log, some days', audit({ from: new Date('2026-03-01'), until: new Date('2026-03-08') })],
  ['what the audit log can be narrowed to', (ctx) => auditChoices(ctx)],
  [
    'headlines of articles',
    async (ctx) => headlinesOf(ctx, [await articleCalled(ctx, places.article.slug), somewhere]),
  ],
]

/** What the staff's pages ask. */
export const deskQuestions: Question[] = [...articleQuestions, ...memberQuestions, ...moneyQuestions, ...auditQuestions]
