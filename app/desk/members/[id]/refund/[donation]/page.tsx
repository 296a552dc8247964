import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { mayRefund } from '#lib/donations/policy.ts'
import { previewRefund, refundable, type Refundable, type RefundPreview } from '#lib/donations/refund-preview.ts'
import { Refusal } from '#lib/errors.ts'
import { formatMoney, parseAmount } from '#lib/money.ts'
import { personById } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { Day } from '#app/_ui/time.tsx'
import { Ask } from './ask.tsx'
import { Confirm } from './confirm.tsx'
import { consequencesInWords } from './consequences.ts'
import { DeskMissing } from '../../../../_ui/desk-missing.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Refund', robots: { index: false } }

interface Props {
  params: Promise<{ id: string; donation: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Sends money back, in two steps: what and why; then, having read what follows, yes. */
export default async function RefundPage({ params, searchParams }: Props) {
  const { id, donation: donationId } = await params
  await requireStaff(`/desk/members/${encodeURIComponent(id)}`, mayRefund)
  const ctx = await requestContext()
  const known = z.uuid().safeParse(id).success && z.uuid().safeParse(donationId).success
  const [donation, person] = known
    ? await Promise.all([refundable(ctx, donationId), personById(ctx, id)])
    : [null, null]
  if (!donation || !person || donation.personId !== id)
    return <DeskMissing what="donation" back="/desk/members" backName="Members" />
  const settings = await magazine()
  const asked = await readAsked(ctx, await searchParams, donation)
  const { timeZone, locale } = settings
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/members">Members</a> / <a href={`/desk/members/${id}`}>{person.name ?? person.email}</a>
      </p>
      <h1>Refund</h1>
      <p className="desk-intro">
        {formatMoney({ amount: donation.amount, currency: donation.currency }, locale)}, given on{' '}
        <Day at={donation.paidAt} timeZone={timeZone} locale={locale} />; receipt {donation.receiptNumber}.{' '}
        {donation.left < donation.amount &&
          (donation.left === 0
            ? 'All of it has gone back, or is on its way.'
            : `${formatMoney({ amount: donation.left, currency: donation.currency }, locale)} is left to send back.`)}
      </p>
      {donation.left > 0 &&
        (asked.preview ? (
          <Confirm
            start={await refusedForm('refund')}
            order={{
              person: id,
              donation: donationId,
              request: (await refusedForm('refund')).typed.request ?? v7(),
              amount: asked.amount,
              reason: asked.reason,
              cancel: asked.cancel,
            }}
            button={`Send ${formatMoney({ amount: asked.amount, currency: donation.currency }, locale)} back`}
            consequences={consequencesInWords(asked.preview, asked.amount, settings)}
          />
        ) : (
          <Ask donation={donation} asked={asked} />
        ))}
    </>
  )
}

export interface Asked {
  /** Minor units. */
  amount: number
  /** As it was typed. */
  typed: string
  reason: string
  cancel: boolean
  faults: { amount?: string; reason?: string; whole?: string }
  /** Only when nothing is wrong. */
  preview: RefundPreview | null
}

const askedSchema = z.object({
  amount: z.string().max(40).optional().catch(undefined),
  reason: z.string().trim().max(300).catch(''),
  cancel: z.literal('yes').optional().catch(undefined),
})

/** What the first step's form asked for, judged; nothing is wrong with a form nobody has sent yet. */
async function readAsked(
  ctx: Context,
  given: Record<string, string | string[] | undefined>,
  donation: Refundable,
): Promise<Asked> {
  const { amount: typed, reason, cancel } = askedSchema.parse(given)
  const amount = typed === undefined ? donation.left : parseAmount(typed)
  const asked = {
    amount: amount ?? 0,
    typed: typed ?? (donation.left / 100).toFixed(2),
    reason,
    cancel: cancel === 'yes',
    faults: {},
    preview: null,
  }
  if (typed === undefined || donation.left === 0) return asked
  const faults = {
    ...(amount === null || amount < 1 || amount > donation.left
      ? { amount: `Enter an amount up to ${formatMoney({ amount: donation.left, currency: donation.currency })}.` }
      : {}),
    ...(reason.length < 3 ? { reason: 'Say why, in a few words.' } : {}),
  }
  if (Object.keys(faults).length > 0) return { ...asked, faults }
  try {
    return { ...asked, preview: await previewRefund(ctx, donation, asked.amount, asked.cancel) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...asked, faults: { whole: error.message } }
  }
}
