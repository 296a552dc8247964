import type Stripe from 'stripe'
import { GOOD_CARD, type runSandbox, visit } from './running.ts'

type Running = Awaited<ReturnType<typeof runSandbox>>
type Session = Stripe.Checkout.Session
type More = Partial<Stripe.Checkout.SessionCreateParams>

/** A monthly membership for £5. */
export function monthly(running: Running, more: More = {}): Promise<Session> {
  return running.stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'gbp', product: 'membership', unit_amount: 500, recurring: { interval: 'month' } },
      },
    ],
    success_url: 'https://weekly.test/thanks?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://weekly.test/donate',
    ...more,
  })
}

/** Two books for £12.50 each. */
export function once(running: Running, more: More = {}): Promise<Session> {
  return running.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ quantity: 2, price_data: { currency: 'gbp', product_data: { name: 'A book' }, unit_amount: 1250 } }],
    success_url: 'https://weekly.test/thanks',
    ...more,
  })
}

export function open(session: Session) {
  return visit(onLoopback(session.url))
}

/** Tests fetch by number, so that no resolver has a say. */
export function onLoopback(url: string | null | undefined): string {
  return (url ?? '').replace('localhost', '127.0.0.1')
}

export function withCard(number: string) {
  return { ...GOOD_CARD, 'Card number': number }
}
