import { accountEndpoints } from '../account/endpoints.ts'
import { checkoutEndpoints } from '../checkout/endpoints.ts'
import { customerEndpoints } from '../customers/endpoints.ts'
import { disputeEndpoints } from '../disputes/endpoints.ts'
import { invoiceEndpoints } from '../invoices/endpoints.ts'
import { oneOffInvoiceEndpoints } from '../invoices/one-off-endpoints.ts'
import { paymentEndpoints } from '../payments/endpoints.ts'
import { portalEndpoints } from '../portal/endpoints.ts'
import { productEndpoints } from '../products/endpoints.ts'
import { refundEndpoints } from '../refunds/endpoints.ts'
import { subscriptionEndpoints } from '../subscriptions/endpoints.ts'
import { testClockEndpoints } from '../test-clocks/endpoints.ts'
import { webhookEndpoints } from '../webhooks/endpoints.ts'
import type { Endpoint } from './endpoint.ts'

/** The part of Stripe's API that the sandbox speaks: all of it is in these tables. */
const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...customerEndpoints,
  ...productEndpoints,
  ...checkoutEndpoints,
  ...paymentEndpoints,
  ...subscriptionEndpoints,
  ...invoiceEndpoints,
  ...oneOffInvoiceEndpoints,
  ...refundEndpoints,
  ...disputeEndpoints,
  ...webhookEndpoints,
  ...testClockEndpoints,
  ...portalEndpoints,
]

const routes = endpoints.map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace(':id', '([^/]+)')}$`),
}))

/** Fixed addresses are listed before those with an id, so that `/v1/invoices/create_preview` is not an invoice. */
export function findEndpoint(method: string, path: string): { endpoint: Endpoint; id: string } | undefined {
  for (const { endpoint, pattern } of routes) {
    if (endpoint.method !== method) continue
    const match = pattern.exec(path)
    if (match) return { endpoint, id: decodeURIComponent(match[1] ?? '') }
  }
  return undefined
}
