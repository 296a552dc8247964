import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { addressFormOf, addressLines, homeCountry } from '#lib/books/address/rules.ts'
import { addressesFor } from '#lib/books/addresses.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { claimAtDesk, historyOf, viewsOf } from '#lib/books/queue.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone, DeskState } from '../../_ui/desk-state.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { ClaimDeeds } from '../_packing/claim-deeds.tsx'
import { MendForm } from '../_packing/mend-form.tsx'
import { factInWords, stateNames, troubleNames } from '../_packing/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Claim', robots: { index: false } }

const querySchema = z.object({
  done: z.string().max(30).optional().catch(undefined),
  /** Seeing an address is a deed of its own, and noted. */
  address: z.literal('show').optional().catch(undefined),
})

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One claim: where it stands, what can be done with it, and all that became of it. */
export default async function ClaimPage({ params, searchParams }: Props) {
  const staff = await requireStaff('/desk/books', mayFulfil)
  const ctx = await requestContext()
  const id = z.uuid().safeParse((await params).id).data
  const claim = id === undefined ? null : await claimAtDesk(ctx, id)
  if (!claim) return <DeskMissing what="claim" back="/desk/books" backName="Books to send" />
  const query = querySchema.parse(await searchParams)
  // Before the views are listed, so that this one is among them.
  const shown = await addressesFor(ctx, query.address ? [claim.id] : [], { viewerId: staff.id, shownOn: 'page' })
  const [history, views, settings, start, mending] = await Promise.all([
    historyOf(ctx, claim.id),
    viewsOf(ctx, claim.id),
    magazine(),
    refusedForm('claim'),
    refusedForm('mend'),
  ])
  const address = shown.get(claim.id)
  const { name, tone } = stateNames[claim.standing]
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books">Books to send</a>
      </p>
      <h1>
        Claim {claim.number}: {claim.bookTitle}
      </h1>
      {query.done && <DeskDone>{query.done === 'replaces' ? 'This claim replaces it.' : 'Done.'}</DeskDone>}
      <dl className="desk-facts">
        <Fact name="State">
          <DeskState tone={tone}>{name}</DeskState>
        </Fact>
        {claim.trouble && (
          <Fact name="To look into">
            <DeskState tone="bad">{troubleNames[claim.trouble]}</DeskState>
          </Fact>
        )}
        <Fact name="Zone">{[claim.zone, claim.country].filter(Boolean).join(', ')}</Fact>
        {claim.copyNumber !== null && <Fact name="Copy">{claim.copyNumber}</Fact>}
        {claim.dedication !== '' && (
          <Fact name="Dedication">
            “{claim.dedication}” ({claim.dedicationState})
          </Fact>
        )}
        {claim.batchId && (
          <Fact name="Batch">
            <a href={`/desk/books/batches/${claim.batchId}`}>Open its batch</a>
          </Fact>
        )}
        {claim.trackingNumber && (
          <Fact name="Tracking">
            {claim.carrier}{' '}
            {claim.trackingUrl ? <a href={claim.trackingUrl}>{claim.trackingNumber}</a> : claim.trackingNumber}
          </Fact>
        )}
        <Fact name="Address">
          {address ? (
            <address className="not-italic">
              {addressLines(address, homeCountry(settings.locale)).map((line, index) => (
                <span key={`${index} ${line}`} className="block">
                  {line}
                </span>
              ))}
            </address>
          ) : query.address ? (
            'There is none.'
          ) : (
            <a href={`/desk/books/${claim.id}?address=show`}>Show it (this is noted)</a>
          )}
        </Fact>
      </dl>
      <ClaimDeeds start={start} id={claim.id} standing={claim.standing} hasTrouble={claim.trouble !== null} />
      {query.address &&
        ['promised', 'earned', 'address_missing', 'ready', 'packed', 'returned'].includes(claim.standing) && (
          <MendForm
            start={mending}
            id={claim.id}
            address={address ?? null}
            country={claim.country ?? ''}
            form={addressFormOf(claim.country ?? '')}
          />
        )}
      <section aria-labelledby="history" className="desk-section">
        <h2 id="history">History</h2>
        <ol className="mt-2 space-y-1.5">
          {history.map(({ sequence, at, fact, actorName, why }) => (
            <li key={sequence}>
              {factInWords(fact)}
              {actorName === null ? '' : `, by ${actorName}`}, <Ago at={at} now={ctx.now} settings={settings} />
              {why !== '' && <span className="block text-soft">{why}</span>}
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="views" className="desk-section">
        <h2 id="views">Who saw the address</h2>
        {views.length === 0 && <p className="desk-intro">Nobody.</p>}
        <ul className="mt-2 space-y-1.5">
          {views.map(({ at, viewerName, shownOn }) => (
            <li key={`${at.toISOString()} ${shownOn}`}>
              {viewerName},{' '}
              {shownOn === 'page' ? 'on a page' : shownOn === 'labels' ? 'on labels' : 'in a file for the carrier'},{' '}
              <Ago at={at} now={ctx.now} settings={settings} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
