import type { Metadata } from 'next'
import { donationsPage } from '#lib/donations/receipts.ts'
import { requestContext } from '#app/_server/context.ts'
import { positionFrom } from '#app/_server/position.ts'
import { magazine } from '#app/_server/published.ts'
import { requirePerson } from '#app/_server/session.ts'
import { AccountPage } from '../_account/account-page.tsx'
import { GiftCodes } from '../_gifts/gift-codes.tsx'
import { DonationTable } from './donation-table.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Your donations', robots: { index: false } }

const pageSize = 20

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Everything given, newest first, and the memberships given to others. */
export default async function DonationsPage({ searchParams }: Props) {
  const person = await requirePerson('/account/donations')
  const position = positionFrom((await searchParams).before)
  const [settings, { lines, next }] = await Promise.all([
    magazine(),
    donationsPage(await requestContext(), person.id, {
      size: pageSize,
      ...(position === undefined ? {} : { before: { paidAt: position.publishedAt, id: position.id } }),
    }),
  ])
  return (
    <AccountPage at="/account/donations" title="Your donations">
      {lines.length === 0 && (
        <p className="mt-6 text-soft">
          {position === undefined
            ? 'You have not given yet, at least not with this address.'
            : 'There are no older ones.'}
        </p>
      )}
      {lines.length > 0 && <DonationTable lines={lines} settings={settings} />}
      {next !== null && (
        <p className="mt-5">
          <a href={`/account/donations?before=${next.paidAt.getTime()}_${next.id}`} className="button button-quiet">
            Older donations
          </a>
        </p>
      )}
      {position === undefined && <GiftCodes personId={person.id} settings={settings} />}
    </AccountPage>
  )
}
