import { eq, notLike } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sessions } from '#db/schema/people.ts'
import { mails, rateLimits } from '#db/schema/platform.ts'
import { signInCodes } from '#db/schema/sign-in.ts'
import { after, day, minute } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { postSignInMail, redeemCode, signOutEverywhere } from '#lib/people/commands.ts'
import { displayNameSchema, emailSchema, parseCode } from '#lib/people/model.ts'
import { makePerson } from '#tests/support/factories.ts'
import { forgetBy } from '#tests/privacy/forgetting.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext()
const email = 'reader@example.org'
const address = '192.0.2.1'
const input = {
  email,
  address,
  token: 'the-token-of-the-link',
  link: 'https://magazine.example/sign-in/confirm?token=the-token-of-the-link',
}

async function codeInTheMail(): Promise<string> {
  const rows = await ctx.db.select({ data: mails.data }).from(mails)
  return z.object({ code: z.string() }).parse(rows.at(-1)?.data).code
}

function another(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
}

beforeEach(async () => {
  await ctx.db.delete(mails)
  await ctx.db.delete(signInCodes)
  await ctx.db.delete(rateLimits)
})

describe('the mail with link and code', () => {
  it('opens the token of the link to whoever types the code, once', async () => {
    await postSignInMail(ctx, input)
    const code = await codeInTheMail()
    expect(await redeemCode(ctx, { email, code, address })).toBe(input.token)
    await expect(redeemCode(ctx, { email, code, address })).rejects.toThrow(Refusal)
  })

  it('keeps nothing in the database that tells the code or the token', async () => {
    await postSignInMail(ctx, input)
    const [row] = await ctx.db.select().from(signInCodes)
    expect(JSON.stringify(row)).not.toContain(input.token)
    expect(JSON.stringify(row)).not.toContain(await codeInTheMail())
  })

  it('ends a code after five wrong tries, however right the sixth', async () => {
    await postSignInMail(ctx, input)
    const code = await codeInTheMail()
    for (let tries = 0; tries < 5; tries += 1) {
      await expect(redeemCode(ctx, { email, code: another(code), address })).rejects.toThrow(Refusal)
    }
    await expect(redeemCode(ctx, { email, code, address })).rejects.toThrow(Refusal)
  })

  it('counts wrong tries made at once', async () => {
    await postSignInMail(ctx, input)
    const code = await codeInTheMail()
    await Promise.allSettled(Array.from({ length: 8 }, () => redeemCode(ctx, { email, code: another(code), address })))
    await expect(redeemCode(ctx, { email, code, address })).rejects.toThrow(Refusal)
  })

  it('is of no use to another address, nor after fifteen minutes', async () => {
    await postSignInMail(ctx, input)
    const code = await codeInTheMail()
    await expect(redeemCode(ctx, { email: 'other@example.org', code, address })).rejects.toThrow(Refusal)
    await expect(redeemCode({ ...ctx, now: after(ctx.now, 16 * minute) }, { email, code, address })).rejects.toThrow(
      Refusal,
    )
  })

  it('is not guessed by many who try from everywhere, however many mails are asked for', async () => {
    let [tried, hours] = [0, 0]
    const said = new Set<string>()
    for (; hours < 3; hours += 1) {
      // Of the hour before nothing is counted any more; the day is not over.
      await ctx.db.delete(rateLimits).where(notLike(rateLimits.key, 'sign-in-code-for:%'))
      for (let mail = 0; mail < 20; mail += 1) {
        const from = `192.0.2.${mail % 10}`
        await postSignInMail(ctx, { ...input, address: from, token: `token-${hours}-${mail}` })
        const code = another(await codeInTheMail())
        for (let tries = 0; tries < 5; tries += 1)
          await redeemCode(ctx, { email, code, address: from }).catch((reason: unknown) => {
            if (reason instanceof Refusal && reason.kind === 'invalid') tried += 1
            else said.add(String(reason))
          })
      }
    }
    expect(tried).toBe(50)
    expect([...said].join()).toContain('The link in the mail signs you in all the same. Please try again in 24 hours.')
  })

  it('is posted five times an hour to one address, and then withheld without a word', async () => {
    for (let asked = 0; asked < 7; asked += 1) await postSignInMail(ctx, { ...input, token: `token-${asked}` })
    expect(await ctx.db.select().from(mails)).toHaveLength(5)
  })
})

describe('sessions', () => {
  it('end everywhere at once, and only that person’s', async () => {
    const [one, other] = [await makePerson(ctx), await makePerson(ctx)]
    const expires = after(ctx.now, day)
    await ctx.db.insert(sessions).values([
      { sessionToken: 'a', userId: one.id, expires },
      { sessionToken: 'b', userId: one.id, expires },
      { sessionToken: 'c', userId: other.id, expires },
    ])
    expect(await signOutEverywhere(ctx, one.id)).toBe(2)
    expect(await ctx.db.select().from(sessions).where(eq(sessions.userId, other.id))).toHaveLength(1)
  })

  it('are forgotten when they have expired', async () => {
    const { id } = await makePerson(ctx)
    await ctx.db.insert(sessions).values({ sessionToken: 'old', userId: id, expires: after(ctx.now, -day) })
    await forgetBy(ctx, 'sessions')
    expect(await ctx.db.select().from(sessions).where(eq(sessions.sessionToken, 'old'))).toEqual([])
  })
})

describe('what is typed', () => {
  it.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['12345', null],
    ['abcdef', null],
    ['１２３４５６', null],
  ])('reads the code %s as %s', (typed, read) => {
    expect(parseCode(typed)).toBe(read)
  })

  it('keeps addresses trimmed and in lower case, and refuses what is none', () => {
    expect(emailSchema.parse('  Reader@Example.ORG ')).toBe('reader@example.org')
    expect(emailSchema.safeParse('reader').success).toBe(false)
    expect(emailSchema.safeParse('a@b@c.example').success).toBe(false)
  })

  it.each(['', 'x', '<b>Bo</b>', '\u3164\u3164', '\u200bRobin', `a${'\u0301'.repeat(50)}b`])(
    'refuses the name %s',
    (name) => {
      expect(displayNameSchema.safeParse(name).success).toBe(false)
    },
  )

  it.each(['Bo', 'Siân O’Neill-Żuk', '李 明', 'عمر'])('takes the name %s', (name) => {
    expect(displayNameSchema.parse(` ${name} `)).toBe(name)
  })
})
