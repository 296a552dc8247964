import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { caseReceivedMail } from '#lib/cases/emails/case-mails.tsx'
import { donationThanksMail } from '#lib/donations/emails/donation-thanks.tsx'
import { mailTemplates } from '#lib/mail-templates.ts'
import { signInMail } from '#lib/people/emails/sign-in.tsx'

const signIn = {
  magazine: 'Saltmarsh',
  link: 'https://magazine.example/sign-in/link?token=abc',
  code: '042137',
  minutes: 15,
  until: '2026-11-25T12:15:00.000Z',
}
const thanks = {
  magazine: 'Saltmarsh',
  site: 'https://magazine.example',
  amount: 2000,
  currency: 'GBP',
  frequency: 'month',
  tier: 'patron',
  knowsTheAccount: true,
}

describe('the sign-in mail', () => {
  test('carries link and code in both forms, and says how long they last', async () => {
    const mail = await signInMail.render(signIn)
    expect(mail.subject).toBe('Sign in to Saltmarsh')
    for (const form of [mail.html, mail.text]) {
      expect(form).toContain(signIn.link)
      expect(form).toContain('042137')
      expect(form).toContain('15 minutes')
      expect(form).toContain('do nothing')
    }
  })

  test('a magazine’s name is text, whatever stands in it', async () => {
    const mail = await signInMail.render({ ...signIn, magazine: '<b>Salt</b> & Co' })
    expect(mail.html).not.toContain('<b>Salt')
    expect(mail.html).toContain('&lt;b&gt;Salt')
  })

  test('data that does not fit is refused', async () => {
    await expect(signInMail.render({ ...signIn, code: '12' })).rejects.toThrow('code')
  })
})

describe('the mail that thanks for a first payment', () => {
  test('names sum, tier and what it gives', async () => {
    const mail = await donationThanksMail.render(thanks)
    expect(mail.subject).toBe('Thank you: you are now a patron of Saltmarsh')
    expect(mail.text).toContain('£20 a month')
    expect(mail.text).toContain(
      'read without advertising, comment, read the articles for supporters and read those for patrons',
    )
    expect(mail.text).toContain('https://magazine.example/account/membership')
  })

  test('promises no membership for a one-off gift', async () => {
    const mail = await donationThanksMail.render({ ...thanks, frequency: 'once', tier: null, amount: 1250 })
    expect(mail.subject).toBe('Thank you for your gift to Saltmarsh')
    expect(mail.text).toContain('£12.50')
    expect(mail.text).not.toContain('advertising')
  })

  test('shows the way in to somebody whose account was made by paying', async () => {
    const mail = await donationThanksMail.render({ ...thanks, knowsTheAccount: false })
    expect(mail.text).toContain('We have made an account for this address')
    expect(mail.text).toContain('https://magazine.example/sign-in')
  })
})

describe.each(mailTemplates.map((template) => [template.kind, template] as const))(
  'a mail of kind %s',
  (_, template) => {
    test('is legible without pictures, in the light and in the dark', async () => {
      const { html } = await template.render(template.sample)
      expect(html).not.toContain('<img')
      expect(html).toContain('prefers-color-scheme: dark')
      // A child selector would come out escaped, and the rule with it would be lost.
      expect(/<style>[^<]*<\/style>/.exec(html)?.[0]).not.toContain('&')
      expect(html).toContain('max-width:560px')
      expect(html).toContain('lang="en-GB"')
    })

    test('says the same in plain text, every link written out', async () => {
      const { html, text } = await template.render(template.sample)
      const links = [...html.matchAll(/href="(http[^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))
      for (const link of links) expect(text).toContain(link)
      expect(text).not.toMatch(/<|&\w+;|\{|undefined|null|NaN|Invalid/)
    })

    test('comes from the magazine, with a subject that lists show whole', async () => {
      const { from, subject } = await template.render(template.sample)
      expect(from).toBe('Saltmarsh')
      expect(subject.length).toBeGreaterThan(10)
      expect(subject.length).toBeLessThanOrEqual(78)
    })
  },
)

test('each kind of mail is listed once', () => {
  const kinds = mailTemplates.map(({ kind }) => kind)
  expect(new Set(kinds).size).toBe(kinds.length)
})

test('an answer to a case goes to where mail for it comes in, if it does', async () => {
  const sample = { ...z.object({}).loose().parse(caseReceivedMail.sample), replyTo: 'cases+7@magazine.example' }
  expect(await caseReceivedMail.render(sample)).toMatchObject({ replyTo: 'cases+7@magazine.example' })
  expect(await caseReceivedMail.render({ ...sample, replyTo: null })).toMatchObject({ replyTo: null })
})
