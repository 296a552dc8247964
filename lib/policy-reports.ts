import { and, gte, like, sum } from 'drizzle-orm'
import { z } from 'zod'
import { counters } from '#db/schema/platform.ts'
import { after, day } from './clock.ts'
import type { Context } from './context.ts'
import { countUp } from './counters.ts'

const counterOf = 'policy '

/** Directives of ours that a browser can report (next.config.js); whatever else a stranger names is counted as one. */
const directives = [
  'default-src',
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'img-src',
  'font-src',
  'connect-src',
  'frame-src',
  'object-src',
  'base-uri',
  'frame-ancestors',
] as const

const nameOf = (given: unknown) => z.enum(directives).safeParse(given).data ?? 'other'

/** Either way in which browsers say what they refused to load. */
const bodySchema = z.union([
  // Content Security Policy Level 3, §5.3: report-uri.
  z.object({ 'csp-report': z.looseObject({}) }).transform((sent) => [sent['csp-report']]),
  // Reporting API: report-to.
  z
    .array(z.object({ type: z.string(), body: z.looseObject({}) }))
    .max(50)
    .transform((sent) => sent.filter(({ type }) => type === 'csp-violation').map(({ body }) => body)),
])

/**
 * Counts what browsers refused for our content policy, by directive; nothing else of what they say is kept, since it holds
 * addresses that somebody read.
 * @param sent the JSON of a report
 * @returns how many it told of; null when it was none
 */
export async function countPolicyReports(ctx: Context, sent: unknown): Promise<number | null> {
  const reports = bodySchema.safeParse(sent)
  if (!reports.success) return null
  for (const report of reports.data) {
    const named = report['effective-directive'] ?? report.effectiveDirective ?? report['violated-directive']
    await countUp(ctx, `${counterOf}${nameOf(typeof named === 'string' ? named.split(' ')[0] : named)}`)
  }
  return reports.data.length
}

/** How many there were in the last seven days, by directive. */
export async function policyReports(ctx: Context): Promise<{ directive: string; count: number }[]> {
  const since = after(ctx.now, -6 * day)
    .toISOString()
    .slice(0, 10)
  const rows = await ctx.db
    .select({ name: counters.name, count: sum(counters.count).mapWith(Number) })
    .from(counters)
    .where(and(like(counters.name, `${counterOf}%`), gte(counters.day, since)))
    .groupBy(counters.name)
  return rows.map(({ name, count }) => ({ directive: name.slice(counterOf.length), count }))
}
