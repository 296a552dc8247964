import { DrizzleQueryError } from 'drizzle-orm'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { createLog, stackWithoutValues, type Log } from '#lib/log.ts'
import { scrubbed } from '#lib/scrubbed.ts'
import { sign } from '#lib/signed.ts'

const signed = sign('019386a2-0000-7000-8000-000000000001', 'a secret of the magazine, long enough', 'case')

/** What a log writes while `work` uses it. */
function written(work: (log: Log) => void): string {
  const lines: string[] = []
  work(createLog('test', 'debug', { write: (line) => void lines.push(line) }))
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ part: 'test' })
  return lines.join('')
}

describe('no mail address is written down', () => {
  test.each([
    'jane@example.org',
    'JANE.Doe+news@Sub.Example.CO.UK',
    'Jane Doe <jane@example.org>',
    '"jane doe"@example.org',
    'mailto:jane@example.org?subject=hello',
    'https://magazine.example/sign-in?email=jane%40example.org&next=/account',
    'https://magazine.example/unsubscribe/jane%40example.org',
    "550 5.1.1 <jane@example.org>: Recipient address rejected: 'jane@example.org' is unknown",
    'josé.müller@bücher.example',
    "o'jane@example.org",
    'line one\njane@example.org\tjane@example.org',
    'cases+0193aabbccddeeff0011223344556677deadbeefdeadbeef@magazine.example',
    '{"to":["jane@example.org"],"from":"post@magazine.example"}',
  ])('as in %s', (text) => {
    const line = written((log) => {
      log.info(text)
      log.info({ text }, 'in a field')
      log.info({ deep: { down: [{ in: { a: { list: [text] } } }] } }, 'in the depths')
      log.info({ [text]: 1 }, 'as the name of a field')
      log.info('in a pattern: %s', text)
      log.child({ whom: text }).warn('of a child')
      log.error({ err: new Error(text, { cause: new Error(text) }) }, 'in an error')
      log.error(new Error(text))
    })
    expect(line).not.toMatch(/jane|müller|@[a-z]|%40|deadbeef/i)
    expect(stackWithoutValues(new Error(text))).not.toMatch(/jane|müller|%40|deadbeef/i)
  })
})

describe('nothing that opens a door is written down', () => {
  test.each([
    ['a case’s address', `GET /cases/${signed}`, signed.slice(0, 20)],
    ['a signed text alone', `read ${signed}, and refused`, signed.slice(-43)],
    ['a magic link', 'https://magazine.example/sign-in/confirm?token=3f9cSECRET&email=x', 'SECRET'],
    ['a token behind others', '/invitation?from=mail&amp;token=SECRETsecret#top', 'SECRET'],
    ['a given article', 'GET /given/SECRETsecret 404', 'SECRET'],
    ['somebody’s data', 'GET /your-data/SECRETsecret/archive.zip 200', 'SECRET'],
    ['a preview', 'https://magazine.example/preview/SECRET-secret?edition=standard', 'SECRET'],
    ['the database’s password', 'cannot reach postgres://standfirst:SECRET@localhost:5432/standfirst', 'SECRET'],
    ['the mail server’s password', 'smtps://post%40magazine.example:SECRET@mail.example:465 timed out', 'SECRET'],
    ['a bearer', 'authorization: Bearer SECRETSECRET', 'SECRET'],
    ['a cookie', 'Cookie: edition=supporter; __Secure-authjs.session-token=SECRET; meter=x', 'SECRET'],
    ['a key of Stripe', 'Invalid API Key provided: sk_live_SECRET', 'SECRET'],
    ['a webhook’s key', 'signed with whsec_SECRET/abc=', 'SECRET'],
    ['a client secret', 'pi_3abc_secret_SECRET is spent', 'SECRET'],
  ])('%s', (_, text, secret) => {
    const line = written((log) => {
      log.info(text)
      log.warn({ deep: { path: text } }, 'asked for')
      log.error({ err: new Error(text) }, 'failed')
    })
    expect(line).not.toContain(secret)
  })

  test('fields by their names, at any depth and in any writing', () => {
    const line = written((log) =>
      log.info({
        a: {
          b: { c: { d: { customer_email: 'SECRET', billing_details: { name: 'SECRET' }, 'Set-Cookie': 'SECRET' } } },
        },
        headers: [{ authorization: 'SECRET' }],
        code: '482913',
        userAgent: 'SECRET',
      }),
    )
    expect(line).not.toMatch(/SECRET|482913/)
  })
})

describe('errors bring nothing along', () => {
  test('a query that failed: neither its values nor PostgreSQL’s words about them', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "people_email_unique"'), {
      code: '23505',
      detail: 'Key (name, email)=(Jane (the elder), jane@example.org) already exists.',
      where: 'SECRET',
    })
    const row = Object.assign(new Error('violates check'), { detail: 'Failing row contains (1, SECRET,\nSECRET).' })
    const line = written((log) => {
      log.error({ err: new DrizzleQueryError('insert into people values ($1)', ['SECRET\nSECRET'], cause) }, 'failed')
      log.error({ err: row }, 'failed')
    })
    expect(line).not.toMatch(/[Jj]ane|SECRET/)
    expect(line).toContain('23505')
    expect(line).toContain('people_email_unique')
  })

  test('an error of Stripe: not the objects it is about', () => {
    const objects = {
      headers: { authorization: 'Bearer sk_test_SECRET' },
      payment_method: {
        id: 'pm_1',
        billing_details: { name: 'SECRET', phone: 'SECRET', address: { line1: 'SECRET' } },
      },
      payment_intent: { client_secret: 'pi_1_secret_SECRET', receipt_email: 'SECRET', shipping: { name: 'SECRET' } },
    }
    const raw = { type: 'card_error' as const, code: 'card_declined', message: 'Declined. Write to jane@example.org.' }
    const err = Object.assign(new Stripe.errors.StripeCardError(raw), objects)
    const line = written((log) => log.error({ err, event: { data: { object: objects } } }, 'Stripe said no'))
    expect(line).not.toMatch(/[Jj]ane|SECRET/)
    expect(line).toContain('card_declined')
  })
})

describe('what tells a fault stays', () => {
  test.each([
    'connect ECONNREFUSED 127.0.0.1:5432',
    'job books-remove-addresses done in 13 ms',
    'in_1PqabcXYZ could not be paid: card_declined',
    'the article 019386a2-0000-7000-8000-000000000001 was published at 2026-11-29T12:00:00.000Z',
    'GET /desk/cases/019386a2-0000-7000-8000-000000000001 500',
    'at run (file:///srv/standfirst/node_modules/@auth/core/lib/index.js:12:3)',
    'at node_modules/.pnpm/@scope+package@1.2.3/node_modules/x.js',
  ])('%s', (text) => {
    expect(scrubbed(text)).toBe(text)
  })

  test('a code that names a fault, and none that opens anything', () => {
    const line = written((log) => log.error({ err: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) }))
    expect(line).toContain('ECONNREFUSED')
  })

  test('a long text is read in time that grows with its length', () => {
    const long = ['a', 'a.', '%4', 'session-', '"x'].map((piece) => piece.repeat(200_000 / piece.length)).join(' ')
    expect(scrubbed(long)).toHaveLength(long.length)
  })
})
