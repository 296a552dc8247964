import {
  answerAuthentication,
  showAuthentication,
  showCheckout,
  submitCheckout,
  type Step,
} from '../checkout/hosted.ts'
import { showInvoice, submitInvoice } from '../invoices/hosted.ts'
import { receiptPage } from '../payments/receipt-page.ts'
import type { World } from '../world/world.ts'

type Typed = Readonly<Record<string, string>>

type HostedPage = {
  pattern: RegExp
  show: (world: World, id: string) => Step
  submit?: (world: World, id: string, typed: Typed) => Step
}

/** The pages that people see, by address. */
const hostedPages: readonly HostedPage[] = [
  { pattern: /^\/c\/pay\/([\w]+)$/, show: showCheckout, submit: submitCheckout },
  { pattern: /^\/c\/pay\/([\w]+)\/authenticate$/, show: showAuthentication, submit: answerAuthentication },
  { pattern: /^\/i\/([\w]+)$/, show: showInvoice, submit: submitInvoice },
  { pattern: /^\/i\/([\w]+)\/pdf$/, show: showInvoice },
  { pattern: /^\/receipts\/([\w]+)$/, show: (world, id) => ({ page: receiptPage(world, id) }) },
]

/** Answers a visit or a submitted form; undefined where there is no such page. */
export function visitHostedPage(world: World, method: string, path: string, typed: Typed): Step | undefined {
  for (const { pattern, show, submit } of hostedPages) {
    const id = pattern.exec(path)?.[1]
    if (id === undefined) continue
    return world.database.transaction(() => (method === 'POST' && submit ? submit(world, id, typed) : show(world, id)))
  }
  return undefined
}
