import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { typescript } from '#scripts/embedded/typescript.ts'
import { testContext } from '#tests/support/context.ts'

/*
 * A collector of OpenTelemetry, and a Stripe that knows nobody: what a process sends to the first (OTLP over HTTP,
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp) and asks of the second.
 */

const valueSchema = z.looseObject({ stringValue: z.string().optional(), intValue: z.coerce.string().optional() })
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: valueSchema })),
  status: z.looseObject({ code: z.number().optional(), message: z.string().optional() }),
})
type Span = z.output<typeof spanSchema>
const bodySchema = z.object({
  resourceSpans: z.array(z.looseObject({ scopeSpans: z.array(z.looseObject({ spans: z.array(spanSchema) })) })),
})

const ctx = await testContext()
const servers: Server[] = []
const bodies: string[] = []
let spans: Span[] = []
let lines: Record<string, unknown>[] = []

async function listen(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

beforeAll(async () => {
  const collector = await listen(
    createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(body)
        response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
      })
    }),
  )
  const noSuchCustomer = {
    error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such customer' },
  }
  const stripe = await listen(
    createServer((_request, response) =>
      response.writeHead(404, { 'request-id': 'req_of_stripe' }).end(JSON.stringify(noSuchCustomer)),
    ),
  )
  const child = spawn(process.execPath, [...typescript, fileURLToPath(new URL('traced.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: ctx.config.databaseUrl,
      PUBLIC_URL: 'https://magazine.example',
      AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      STRIPE_SECRET_KEY: 'sk_test_standfirst',
      STRIPE_WEBHOOK_SECRET: 'whsec_standfirst',
      STRIPE_API_BASE: stripe,
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Magazine <post@magazine.example>',
      DESK_EMAIL: 'desk@magazine.example',
      INTERNAL_TOKEN: 'only-for-tests-only-for-tests',
      ADDRESS_KEYS: `tests:${Buffer.alloc(32, 7).toString('base64')}`,
      ENCRYPTION_KEYS: `tests:${Buffer.alloc(32, 7).toString('base64')}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    },
  })
  const [written] = await Promise.all([text(child.stdout), once(child, 'exit')])
  lines = written
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [z.record(z.string(), z.unknown()).parse(JSON.parse(line))]))
  spans = bodies.flatMap((body) =>
    bodySchema
      .parse(JSON.parse(body))
      .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  )
})

afterAll(() => {
  for (const server of servers) server.close()
})

function named(name: string): Span {
  const span = spans.find((one) => one.name === name)
  if (!span) throw new Error(`no span is called ${name}: ${spans.map((one) => one.name).join(', ')}`)
  return span
}
const attribute = (span: Span, key: string) => {
  const value = span.attributes.find((one) => one.key === key)?.value
  return value?.stringValue ?? value?.intValue
}

test('the request, what it asks of the database and of Stripe, and its job are one trace', () => {
  const request = named('GET /cases/[token]')
  const job = named('job test-traced')
  expect(job).toMatchObject({ traceId: request.traceId, parentSpanId: request.spanId })
  const inside = (parent: Span) => spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId)
  expect(inside(request).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['postgresql select', 'postgresql with', 'Stripe GET /v1/customers/:id', 'job test-traced']),
  )
  expect(inside(job).map(({ name }) => name)).toContain('postgresql select')
})

test('a query is told by its text, and one that failed by its code', () => {
  const queries = spans.filter(({ name }) => name.startsWith('postgresql'))
  expect(queries.map((span) => attribute(span, 'db.query.text')).join('\n')).toContain('"people"."email" = $1')
  // https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_text_representation
  expect(queries.map((span) => attribute(span, 'error.type'))).toContain('22P02')
})

test('a call to Stripe is told with the name that Stripe gave it', () => {
  const call = named('Stripe GET /v1/customers/:id')
  expect(attribute(call, 'stripe.request_id')).toBe('req_of_stripe')
  expect(attribute(call, 'http.response.status_code')).toBe('404')
})

test('nothing that people typed, and no secret of an address, is told to the collector', () => {
  expect(bodies.join()).not.toContain('planted')
})

test('the log names request and trace on every line that follows from it, the job’s and those about Stripe too', () => {
  const { traceId } = named('GET /cases/[token]')
  const done = lines.find(({ msg }) => msg === 'job done')
  expect(done).toMatchObject({ requestId: 'request-12', job: 'test-traced' })
  const asked = lines.find(({ msg }) => msg === 'asked Stripe')
  expect(asked).toMatchObject({ requestId: 'request-12', traceId, stripeRequestId: 'req_of_stripe', status: 404 })
  expect(JSON.stringify(lines)).not.toContain('planted')
})
