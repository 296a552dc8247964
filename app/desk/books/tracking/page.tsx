import type { Metadata } from 'next'
import { z } from 'zod'
import { mayFulfil } from '#lib/books/policy.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { TrackingForm } from './tracking-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Tracking numbers', robots: { index: false } }

const querySchema = z.object({
  dispatched: z.coerce.number().int().optional().catch(undefined),
  already: z.coerce.number().int().catch(0),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Takes a carrier's file back. */
export default async function TrackingPage({ searchParams }: Props) {
  await requireStaff('/desk/books/tracking', mayFulfil)
  const { dispatched, already } = querySchema.parse(await searchParams)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books">Books to send</a>
      </p>
      <h1>Tracking numbers</h1>
      <p className="desk-intro">
        The CSV that the carrier gives back, with the columns <q>Order reference</q> (the claim’s number) and{' '}
        <q>Tracking number</q>. Every packed claim in it is dispatched and its donor written to. If a line is wrong,
        nothing is applied; the same file may be given again.
      </p>
      {dispatched !== undefined && (
        <DeskDone>
          {dispatched} {dispatched === 1 ? 'book is' : 'books are'} dispatched.{' '}
          {already > 0 && `${already} had been before.`}
        </DeskDone>
      )}
      <TrackingForm start={await refusedForm('tracking')} />
    </>
  )
}
