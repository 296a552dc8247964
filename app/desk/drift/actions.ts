'use server'

import { redirect } from 'next/navigation'
import { mayCompareWithStripe } from '#lib/donations/policy.ts'
import { askForComparison } from '#lib/donations/reconcile-job.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'

/** Administrators: has the worker compare with Stripe now. */
export async function compareNow(): Promise<void> {
  const staff = await requireStaff('/desk/drift', mayCompareWithStripe)
  const asked = await askForComparison(await requestContext(), staff.id)
  redirect(`/desk/drift?asked=${asked ? 'yes' : 'already'}`)
}
