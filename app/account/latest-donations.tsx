import { donationsPage } from '#lib/donations/receipts.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { DonationTable } from './donations/donation-table.tsx'

/** The last three donations. Nothing when there is none. */
export async function LatestDonations({ personId, settings }: { personId: string; settings: Magazine }) {
  const { lines, next } = await donationsPage(await requestContext(), personId, { size: 3 })
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="donations" className="mt-12 border-t border-strong pt-4">
      <h2 id="donations" className="text-2xl">
        Donations
      </h2>
      <DonationTable lines={lines} settings={settings} />
      {next !== null && (
        <p className="mt-3">
          <a href="/account/donations" className="inline-flex min-h-11 items-center">
            All donations
          </a>
        </p>
      )}
    </section>
  )
}
