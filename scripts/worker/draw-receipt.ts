import type { DrawReceipt } from '#lib/privacy/parts/giving.ts'
import { magazineSettings } from '#lib/settings/queries.ts'

/** As /account/donations/[id]/receipt.pdf does. What draws is loaded when it is needed: it is large. */
export const drawReceipt: DrawReceipt = async (ctx, receipt) => {
  const [{ renderToBuffer }, { receiptDocument }] = await Promise.all([
    import('@react-pdf/renderer'),
    import('#app/account/donations/[id]/receipt.pdf/receipt-document.tsx'),
  ])
  const settings = await magazineSettings(ctx)
  return renderToBuffer(await receiptDocument({ receipt, settings, site: ctx.config.publicUrl }))
}
