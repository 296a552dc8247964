import type { Context } from '#lib/context.ts'
import { dashboardAddress } from '#lib/donations/dashboard.ts'
import type { DonorFile, RegularGift } from '#lib/donations/donor-file.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day } from '#app/_ui/time.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { giftInWords, tierNames } from '../words.ts'
import { Donations } from './donations.tsx'

interface Props {
  file: DonorFile
  settings: Magazine
  ctx: Context
}

/** What the person gives, has given, and gave to others. */
export function Giving({ file, settings, ctx }: Props) {
  const { timeZone, locale } = settings
  return (
    <>
      {file.subscriptions.length > 0 && (
        <section aria-labelledby="subscriptions" className="desk-section">
          <h2 id="subscriptions">Regular donations</h2>
          <DeskTable
            label="Regular donations, the newest first"
            columns={[
              { name: 'Gives' },
              { name: 'State' },
              { name: 'Pays by', minor: true },
              { name: 'Since', minor: true },
              { name: 'At Stripe' },
            ]}
          >
            {file.subscriptions.map((gift) => (
              <tr key={gift.id}>
                <DeskCell>
                  {giftInWords({ ...gift, frequency: gift.interval }, locale)}, {tierNames[gift.tier].toLowerCase()}
                </DeskCell>
                <DeskCell>
                  <GiftState gift={gift} settings={settings} />
                </DeskCell>
                <DeskCell minor>
                  {gift.cardLast4 === null ? '—' : `${gift.cardBrand?.toUpperCase()} ending ${gift.cardLast4}`}
                </DeskCell>
                <DeskCell minor>
                  <Day at={gift.startedAt} timeZone={timeZone} locale={locale} />
                </DeskCell>
                <DeskCell>
                  <a href={dashboardAddress(ctx, 'subscriptions', gift.id)} rel="noreferrer">
                    {gift.id}
                  </a>
                </DeskCell>
              </tr>
            ))}
          </DeskTable>
        </section>
      )}
      <Donations file={file} settings={settings} ctx={ctx} />
      {file.gifts.length > 0 && (
        <section aria-labelledby="gifts" className="desk-section">
          <h2 id="gifts">Gift memberships</h2>
          <DeskTable
            label="Gift memberships, the newest first"
            columns={[
              { name: 'Gift' },
              { name: 'From' },
              { name: 'For' },
              { name: 'State' },
              { name: 'Sent', minor: true },
            ]}
          >
            {file.gifts.map((gift) => (
              <DeskRow key={gift.id}>
                <DeskCell>
                  {tierNames[gift.tier]} for {gift.months} months, {gift.bought ? 'bought' : 'redeemed'}
                </DeskCell>
                <DeskCell>{gift.giverName}</DeskCell>
                <DeskCell>{gift.recipientName}</DeskCell>
                <DeskCell>{giftStates[gift.state]}</DeskCell>
                <DeskCell minor>
                  {gift.deliveredAt ? <Day at={gift.deliveredAt} timeZone={timeZone} locale={locale} /> : '—'}
                </DeskCell>
              </DeskRow>
            ))}
          </DeskTable>
        </section>
      )}
    </>
  )
}

const giftStates = {
  awaiting_payment: 'Not paid',
  paid: 'Paid, not redeemed',
  redeemed: 'Redeemed',
  withdrawn: 'Withdrawn',
} as const

function GiftState({ gift, settings }: { gift: RegularGift; settings: Magazine }) {
  const day = (at: Date) => <Day at={at} timeZone={settings.timeZone} locale={settings.locale} />
  if (gift.endedAt) return <DeskState tone="quiet">Ended {day(gift.endedAt)}</DeskState>
  if (gift.status === 'past_due' || gift.status === 'unpaid')
    return (
      <DeskState tone="bad">
        Renewal failed{gift.declineCode !== null && ` (${gift.declineCode.replaceAll('_', ' ')})`}
        {gift.graceUntil && <>, grace until {day(gift.graceUntil)}</>}
      </DeskState>
    )
  if (gift.collectionPaused || gift.status === 'paused')
    return <DeskState tone="warn">Paused{gift.resumesAt && <> until {day(gift.resumesAt)}</>}</DeskState>
  if (gift.cancelAtPeriodEnd) return <DeskState tone="warn">Cancelled, ends {day(gift.currentPeriodEnd)}</DeskState>
  if (gift.status === 'active' || gift.status === 'trialing')
    return <DeskState tone="good">Next payment {day(gift.currentPeriodEnd)}</DeskState>
  return <DeskState tone="quiet">{gift.status.replaceAll('_', ' ')}</DeskState>
}
