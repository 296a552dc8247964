import { createHmac } from 'node:crypto'

/**
 * The `Stripe-Signature` header: an HMAC over the time and the raw body. The time is real time, whatever the
 * sandbox's clock says, because receivers compare it with their own. https://docs.stripe.com/webhooks#verify-manually
 */
export function signatureHeader(payload: string, secret: string, realSeconds: number): string {
  const signature = createHmac('sha256', secret).update(`${realSeconds}.${payload}`, 'utf8').digest('hex')
  return `t=${realSeconds},v1=${signature}`
}
