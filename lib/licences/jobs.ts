import { z } from 'zod'
import { licenceInvoiceJob } from '#lib/donations/licence-invoices.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { compareInvoices, remindOfInvoices, settleInvoice } from './settling.ts'

export const settleLicence = handle(licenceInvoiceJob, (ctx, { licenceId }) => settleInvoice(ctx, licenceId))

const compareJob = defineJob('licences-compare', z.object({}))

/** First what Stripe says, so that nobody is reminded of what is paid. */
export const compareLicences = handle(compareJob, async (ctx) => {
  const looked = await compareInvoices(ctx)
  const reminded = await remindOfInvoices(ctx)
  ctx.log.info({ event: 'licences compared', looked, reminded }, 'looked at the invoices of licences')
})

export const licenceSchedules: Schedule[] = [{ job: compareJob, cron: '20 8 * * *' }]
