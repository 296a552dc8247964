import { mayWorkInbox } from '#lib/donations/policy.ts'
import { refusedSignatures } from '#lib/donations/inbox.ts'
import { magazine } from '#app/_server/published.ts'
import { Ago } from '../_ui/desk-time.tsx'
import type { TodayBlock } from './block.ts'

/** Somebody writes to the address meant for Stripe with a signature that is none of ours. */
export const refusedWebhooksToday: TodayBlock = {
  name: 'Webhooks refused',
  may: mayWorkInbox,
  async show(ctx) {
    const refused = await refusedSignatures(ctx)
    if (!refused) return null
    return (
      <p className="desk-intro">
        {refused.count === 1 ? 'One webhook' : `${refused.count} webhooks`} bore no valid signature in the last week,
        the last <Ago at={refused.lastAt} now={ctx.now} settings={await magazine()} />. A few are strangers trying.
        Many, and an empty inbox, mean that STRIPE_WEBHOOK_SECRET is not the endpoint’s.
      </p>
    )
  },
}
