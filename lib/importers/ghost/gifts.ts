import type { Context } from '#lib/context.ts'
import { personOfFormerCustomer } from '#lib/donations/former-customers.ts'
import { takeOverGifts } from '#lib/donations/take-over.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'

/** Says what is left to do where members pay, and what they pay has not been taken over. @param paths as they were given */
export function adviseStripe(report: ImportReport, paths: string[], customers: string[]): ImportReport {
  if (customers.length === 0) return report
  const some = customers.length === 1 ? 'One member is a customer' : `${customers.length} members are customers`
  const files = paths.map((path) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)).join(' ')
  const lead = paths.some((path) => /\.json$/i.test(path)) ? '' : ' EXPORT.json'
  return {
    ...report,
    toDo: [
      ...report.toDo,
      `${some} at Stripe, and nobody is a member here by that alone. Take Ghost’s webhook out of Stripe’s dashboard, then have their regular gifts go on here: npm run import -- ghost${lead} ${files} --stripe`,
    ],
  }
}

/**
 * Has the regular gifts of imported customers go on here, one customer after the other; what cannot be taken over, or
 * reached, is told of and hinders no other. Started again, it goes on where it was.
 * @param products what Ghost sold as memberships, by Stripe's ids
 * @returns the report with what became of them
 */
export async function takeOverAll(
  ctx: Context,
  customers: string[],
  products: ReadonlySet<string>,
  report: ImportReport,
): Promise<ImportReport> {
  let taken = 0
  const refused: ImportReport['refused'] = []
  for (const customerId of new Set(customers)) {
    const personId = await personOfFormerCustomer(ctx, customerId)
    if (personId === null) continue
    try {
      const outcome = await takeOverGifts(ctx, { personId, customerId, products })
      taken += outcome.taken.length
      for (const { id, why } of outcome.left) refused.push({ what: `subscription ${id}`, why })
    } catch (fault) {
      refused.push({ what: `customer ${customerId}`, why: fault instanceof Error ? fault.message : String(fault) })
    }
  }
  return {
    ...report,
    counts: { ...report.counts, refused: report.counts.refused + refused.length },
    came: [...report.came, ...(taken === 0 ? [] : [{ what: 'regular gifts that go on here', count: taken }])],
    refused: [...report.refused, ...refused],
    items: [
      ...report.items,
      ...refused.map(({ what, why }) => ({
        name: what,
        result: 'refused' as const,
        address: null,
        why,
        notes: [],
        leftOut: [],
      })),
    ],
  }
}
