import {
  answerAuthentication,
  showAuthentication,
  showCheckout,
  submitCheckout,
  type Step,
} from '../checkout/hosted.ts'
import { showInvoice, submitInvoice } from '../invoices/hosted.ts'
import { sessionAddress } from '../checkout/objects.ts'
import { receiptPage } from '../payments/receipt-page.ts'
import { showPortal, submitPortal } from '../portal/hosted.ts'
import type { World } from '../world/world.ts'
import { notice, type Page, redirect } from './layout.ts'

type Typed = Readonly<Record<string, string>>

type HostedPage = {
  pattern: RegExp
  show: (world: World, id: string, rest: string) => Step
  submit?: (world: World, id: string, typed: Typed, rest: string) => Step
}

/** The pages that people see, by address. */
const hostedPages: readonly HostedPage[] = [
  { pattern: /^\/c\/pay\/(\w+)$/, show: showCheckout, submit: submitCheckout },
  { pattern: /^\/c\/pay\/(\w+)\/authenticate$/, show: showAuthentication, submit: answerAuthentication },
  { pattern: /^\/i\/(\w+)$/, show: showInvoice, submit: submitInvoice },
  { pattern: /^\/i\/(\w+)\/pdf$/, show: showInvoice },
  { pattern: /^\/receipts\/(\w+)$/, show: (world, id) => ({ page: receiptPage(world, id) }) },
  { pattern: /^\/authenticate\/(\w+)$/, show: (world, id) => ({ page: authenticationPlace(world, id) }) },
  {
    pattern: /^\/p\/session\/(\w+)(?:\/([\w/]+))?$/,
    show: showPortal,
    submit: (world, secret, typed, room) => submitPortal(world, secret, room, typed),
  },
]

/** Answers a visit or a submitted form; undefined where there is no such page. */
export function visitHostedPage(world: World, method: string, path: string, typed: Typed): Step | undefined {
  for (const { pattern, show, submit } of hostedPages) {
    const [matched, id = '', rest = ''] = pattern.exec(path) ?? []
    if (matched === undefined) continue
    return world.database.transaction(() =>
      method === 'POST' && submit ? submit(world, id, typed, rest) : show(world, id, rest),
    )
  }
  return undefined
}

/** Where an intent that waits for 3-D Secure is answered: on the page that it was begun on, or that shows what it pays. */
function authenticationPlace(world: World, id: string): Page {
  const intent = world.paymentIntents.find(id)
  const session = intent ? intent.session : world.sessions.newest({ setupIntent: id })?.id
  if (intent?.invoice) return redirect(`${world.publicOrigin}/i/${intent.invoice}`)
  if (session) return redirect(`${sessionAddress(world, session)}/authenticate`)
  return notice(404, 'No such page', 'Nothing waits for your bank at this address.')
}
