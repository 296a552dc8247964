import { desc } from 'drizzle-orm'
import { retentionRuns } from '#db/schema/privacy.ts'
import type { Context } from '#lib/context.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { bookSettings, privacySettings } from '#lib/settings/queries.ts'
import { inTransaction } from '#lib/context.ts'
import type { Period, Rule } from './rule.ts'
import { accountRules } from './rules-of-accounts.ts'
import { contentRules } from './rules-of-contents.ts'

/** The whole schedule: how long what is kept. In this order it is gone through each night. */
export const retentionRules: readonly Rule[] = [...contentRules, ...accountRules]

/** What is kept as long as there is the magazine, or as the law says, and why; shown beside the schedule. */
export const keptForGood: readonly { what: string; why: string }[] = [
  {
    what: 'Donations, receipts, refunds, subscriptions and the membership ledger',
    // https://www.gov.uk/running-a-limited-company/company-and-accounting-records
    why: 'Accounting records: HMRC asks for six years after the financial year. After an account is deleted they say nobody’s name; the publisher’s accountant decides when older years go.',
  },
  {
    what: 'The audit log, the moderators’ log and the record of cases',
    why: 'Proof of who decided what: nobody can change or delete a line. They name people by number, which leads to nobody once the account is deleted.',
  },
  {
    what: 'Licences to republish',
    // https://www.legislation.gov.uk/ukpga/1980/58/section/5
    why: 'Contracts: claims can be made for six years after they end.',
  },
  {
    what: 'Comments, articles and their revisions',
    why: 'Published. Comments of a deleted account carry no name.',
  },
  {
    what: 'The log of the server',
    why: 'Holds no addresses, names or tokens. How long it is kept the machine decides (journald: SystemMaxUse, MaxRetentionSec).',
  },
]

/** The figures in force, by group and name, of the periods that can be changed. */
async function figuresOf(ctx: Context): Promise<(period: Period) => number> {
  const [privacy, books] = await Promise.all([privacySettings(ctx), bookSettings(ctx)])
  const groups = { privacy: Object.entries(privacy), books: Object.entries(books) }
  return ({ group, name }) => {
    const figure = groups[group].find(([key]) => key === name)?.[1]
    if (figure === undefined) throw new Error(`there is no setting ${group}.${name}`)
    return figure
  }
}

function figureOf(rule: Rule, figures: (period: Period) => number): number {
  return typeof rule.after === 'string' ? 0 : figures(rule.after)
}

/**
 * Goes through the schedule, each rule for itself: one that fails keeps no other from its work.
 * @returns how many by each rule; null where it failed
 * @throws Error when some failed, so that the job is tried again
 */
export async function forgetWhatIsDue(
  ctx: Context,
  rules: readonly Rule[] = retentionRules,
): Promise<Record<string, number | null>> {
  const began = performance.now()
  const figures = await figuresOf(ctx)
  const removed: Record<string, number | null> = {}
  for (const rule of rules) {
    try {
      removed[rule.key] = await rule.apply(ctx, figureOf(rule, figures))
    } catch (error) {
      removed[rule.key] = null
      ctx.log.error({ err: error, event: 'not forgotten', rule: rule.key }, 'a rule of the schedule failed')
    }
  }
  await ctx.db.insert(retentionRuns).values({ at: ctx.now, took: Math.round(performance.now() - began), removed })
  const failed = Object.entries(removed).filter(([, many]) => many === null)
  if (failed.length > 0) throw new Error(`${failed.length} rules of the schedule failed`)
  return removed
}

export interface ScheduleLine {
  key: string
  what: string
  end: string
  /** In words, or what can be changed and stands at `figure` now. */
  after: string | (Period & { figure: number })
  /** What the last round did, and all that are known; null where the rule failed then, or was new since. */
  lastRemoved: number | null
  removedInAll: number
}

export interface Schedule {
  lines: ScheduleLine[]
  lastRun: { at: Date; took: number } | null
}

/** Rounds that are added up: about a year. */
const mostRuns = 400

/** The schedule as it stands, with what the last round removed. */
export async function retentionSchedule(ctx: Context): Promise<Schedule> {
  const [figures, runs] = await Promise.all([
    figuresOf(ctx),
    ctx.db.select().from(retentionRuns).orderBy(desc(retentionRuns.at)).limit(mostRuns),
  ])
  const [last] = runs
  return {
    lines: retentionRules.map((rule) => ({
      key: rule.key,
      what: rule.what,
      end: rule.end,
      after: typeof rule.after === 'string' ? rule.after : { ...rule.after, figure: figures(rule.after) },
      lastRemoved: last?.removed[rule.key] ?? null,
      removedInAll: runs.reduce((sum, { removed }) => sum + (removed[rule.key] ?? 0), 0),
    })),
    lastRun: last ? { at: last.at, took: last.took } : null,
  }
}

/** Figures that somebody wishes, by the names of the settings. */
export type WishedPeriods = Readonly<Record<string, number>>

/** What the next round would remove if these figures held: only of those that are shortened. */
export async function foreseen(ctx: Context, wished: WishedPeriods): Promise<{ what: string; many: number }[]> {
  const figures = await figuresOf(ctx)
  const due: { what: string; many: number }[] = []
  for (const rule of retentionRules) {
    if (typeof rule.after === 'string') continue
    const wish = wished[rule.after.name]
    if (wish === undefined || wish >= figures(rule.after)) continue
    due.push({ what: rule.what, many: await rule.count(ctx, wish) })
  }
  return due
}

/**
 * Sets how long things are kept; what changes goes on record.
 * @param wished within the bounds of the periods: the caller has parsed them by `periodsToChange`
 */
export async function changePeriods(ctx: Context, wished: WishedPeriods, actorId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [privacy, books] = await Promise.all([privacySettings(tx), bookSettings(tx)])
    const { addressDays, ...rest } = wished
    await changeSettings(tx, 'privacy', { ...privacy, ...rest }, actorId)
    if (addressDays !== undefined) await changeSettings(tx, 'books', { ...books, addressDays }, actorId)
  })
}

/** The periods that can be changed, each once. */
export const periodsToChange: readonly Period[] = retentionRules.flatMap(({ after }) =>
  typeof after === 'string' ? [] : [after],
)
