import lighthouse from 'lighthouse'
import { z } from 'zod'
import { freePort } from '#scripts/embedded/ports.ts'
import { withChromium } from '../parts/chromium.ts'
import { median, type Result } from '../result.ts'
import type { Row } from '../row.ts'
import { demoArticles } from './articles.ts'

const pages = { article: demoArticles.public, front: '/', topic: '/topics/science', donate: '/donate' }
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
/** Performance wavers with the machine. */
const visits = 3

const reportSchema = z.object({
  categories: z.record(
    z.string(),
    z.object({ score: z.number().nullable(), auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })) }),
  ),
  audits: z.record(z.string(), z.object({ score: z.number().nullable(), displayValue: z.string().optional() })),
})
type Report = z.infer<typeof reportSchema>

/** Lighthouse as it looks at a phone. What keeps a page from 100 is named. */
export const lighthouseRow: Row = {
  name: 'lighthouse',
  does: 'Lighthouse’s points for the article, front, topic and donate pages on a phone',
  async measure(parts) {
    const { publicUrl } = await parts.demonstration()
    const port = await freePort(9_300)
    const results: Result[] = []
    await withChromium(async () => {
      for (const [name, path] of Object.entries(pages)) {
        const reports: Report[] = []
        for (let visit = 0; visit < visits; visit += 1) reports.push(await visitBy(port, `${publicUrl}${path}`))
        for (const category of categories)
          results.push({
            row: `lighthouse ${name} ${category}`,
            what: `Lighthouse, ${name}: ${category}`,
            value: median(reports.map((report) => pointsOf(report, category))),
            unit: 'points',
            target: 100,
            direction: 'at least',
            raw: [reports.map((report) => pointsOf(report, category)).join(', '), ...wantingIn(reports, category)].join(
              '; ',
            ),
          })
      }
    }, [`--remote-debugging-port=${port}`])
    return results
  },
}

async function visitBy(port: number, url: string): Promise<Report> {
  const answer = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: [...categories] })
  return reportSchema.parse(answer?.lhr)
}

function pointsOf(report: Report, category: string): number {
  return Math.round((report.categories[category]?.score ?? 0) * 100)
}

/** The audits that count and are not perfect in the last report. */
function wantingIn(reports: Report[], category: string): string[] {
  const report = reports.at(-1)
  return (report?.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
    const audit = report?.audits[id]
    if (weight === 0 || !audit || audit.score === null || audit.score === 1) return []
    return [`${id} ${Math.round(audit.score * 100)}${audit.displayValue ? ` (${audit.displayValue})` : ''}`]
  })
}
