import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { startSandbox, type SandboxOptions } from '../../sandbox/stripe/start.ts'

export const SECRET = 'whsec_for_tests'

export type Receiver = {
  url: string
  events: Stripe.Event[]
  /** What the receiver answers; a test may change it. */
  answer: { status: number }
  types: () => string[]
  stop: () => void
}

/** A web server that takes webhooks as the product would: over the raw body, with the official package. */
export async function receiveWebhooks(): Promise<Receiver> {
  const events: Stripe.Event[] = []
  const answer = { status: 200 }
  const verifier = new Stripe('sk_test_receiver')
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    request.on('end', () => {
      const signature = request.headers['stripe-signature'] ?? ''
      events.push(verifier.webhooks.constructEvent(Buffer.concat(chunks), signature, SECRET))
      response.writeHead(answer.status).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/webhook`,
    events,
    answer,
    types: () => events.map((event) => event.type),
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

export async function runSandbox(options: Partial<SandboxOptions> = {}) {
  const receiver = await receiveWebhooks()
  const sandbox = await startSandbox({
    port: 0,
    stateFile: ':memory:',
    merchantName: 'The Weekly',
    webhook: { url: receiver.url, secret: SECRET },
    ...options,
  })
  const stripe = clientFor(sandbox.port)
  const address = `http://127.0.0.1:${sandbox.port}`
  return {
    sandbox,
    receiver,
    stripe,
    address,
    /** One of the sandbox's own switches. */
    switchTo: async (path: string, body: object = {}, method = 'POST') => {
      const response = await fetch(`${address}/sandbox/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(await response.text())
      return response
    },
    /** Lets days pass on the sandbox's own clock, and everything they cause arrive. */
    advance: async (days: number) => {
      const response = await fetch(`${address}/sandbox/clock/advance`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ seconds: Math.round(days * 86_400) }),
      })
      if (!response.ok) throw new Error(await response.text())
      await sandbox.webhooksSent()
    },
    /** A customer with a card, and a monthly subscription paid with it. */
    subscribe: async (card: string, more: Partial<Stripe.SubscriptionCreateParams> = {}, clock?: string) => {
      const customer = await stripe.customers.create({ email: 'reader@x.test', test_clock: clock })
      const method = await stripe.paymentMethods.attach(card, { customer: customer.id })
      const product = await stripe.products.create({ name: 'Membership' })
      const subscription = await stripe.subscriptions.create({
        customer: customer.id,
        default_payment_method: method.id,
        items: [
          {
            price_data: { currency: 'gbp', product: product.id, unit_amount: 500, recurring: { interval: 'month' } },
          },
        ],
        ...more,
      })
      return { customer, method, product, subscription }
    },
    stop: async () => {
      await sandbox.stop()
      receiver.stop()
    },
  }
}

export function clientFor(port: number, key = 'sk_test_sandbox'): Stripe {
  return new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
}

/** The id of what a field names, expanded or not. */
export function idOf(named: string | { id: string } | null | undefined): string {
  if (!named) throw new Error('This field was expected to name something.')
  return typeof named === 'string' ? named : named.id
}

/** The error a call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error
    throw error
  }
  throw new Error('This call was expected to be refused.')
}

export const GOOD_CARD = {
  'Card number': '4242 4242 4242 4242',
  Expiry: '12 / 34',
  CVC: '123',
  'Name on card': 'Ada Reader',
  Country: 'GB',
  Postcode: 'E1 6AN',
}

export type Visit = { status: number; text: string; location: string | null; url: string }

export async function visit(url: string): Promise<Visit> {
  return seen(url, await fetch(url, { redirect: 'manual' }))
}

/** Fills a page's form as a person would, by the labels, and presses a button (the first, unless named). */
export async function submit(
  page: Visit,
  typed: Record<string, string>,
  button?: { name: string; value: string },
): Promise<Visit> {
  const form = new URLSearchParams(presentValues(page.text))
  for (const [label, value] of Object.entries(typed)) form.set(nameOf(page.text, label), value)
  if (button) form.set(button.name, button.value)
  const action = /<form[^>]*action="([^"]*)"/.exec(page.text)?.[1] ?? page.url
  return seen(action, await fetch(action, { method: 'POST', body: form, redirect: 'manual' }))
}

async function seen(url: string, response: Response): Promise<Visit> {
  return { url, status: response.status, text: await response.text(), location: response.headers.get('location') }
}

function nameOf(text: string, label: string): string {
  const id = new RegExp(`<label for="([^"]+)">${label}</label>`).exec(text)?.[1]
  if (id === undefined) throw new Error(`The page has no field labelled ${label}.`)
  return id
}

/** What the form would send if nobody typed: each field's present value. Radio buttons are left to the test. */
function presentValues(text: string): [string, string][] {
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  const inputs = [...text.matchAll(/<input[^>]*>/g)].flatMap(([tag]): [string, string][] => {
    const name = attribute(tag, 'name')
    return name === undefined || attribute(tag, 'type') === 'radio' ? [] : [[name, attribute(tag, 'value') ?? '']]
  })
  const selects = [...text.matchAll(/<select([^>]*)>([^]*?)<\/select>/g)].flatMap((match): [string, string][] => {
    const name = attribute(match[1] ?? '', 'name')
    const chosen = [...(match[2] ?? '').matchAll(/<option[^>]*>/g)].find(([tag]) => /\bselected\b/.test(tag))
    return name === undefined ? [] : [[name, attribute(chosen?.[0] ?? '', 'value') ?? '']]
  })
  return [...inputs, ...selects]
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return address.port
}
