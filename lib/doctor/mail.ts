import { Resolver } from 'node:dns/promises'
import { and, isNotNull, isNull, lt } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { mails } from '#db/schema/platform.ts'
import { after, hour } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { fail, ok, warn, type Finding } from './model.ts'

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 10_000 }

/**
 * The mail server, by signing in and hanging up; what waits; and what other mail servers are told about the sender's domain.
 * @param sendTo gets a mail, when somebody asks for that
 */
export async function lookAtMail(ctx: Context, sendTo: string | undefined): Promise<Finding[]> {
  const server = await lookAtServer(ctx)
  return [
    server,
    ...(await lookAtOutbox(ctx)),
    ...(await lookAtDomain(ctx)),
    ...(server.state === 'ok' ? await sendOne(ctx, sendTo) : []),
  ]
}

async function lookAtServer({ config }: Context): Promise<Finding> {
  const server = createTransport(config.smtpUrl, patience)
  try {
    await server.verify()
    return ok('mail', 'the mail server lets us in')
  } catch (reason) {
    const says = `the mail server does not let us in: ${reason instanceof Error ? reason.message : String(reason)}`
    return fail(
      'mail',
      says,
      'Check SMTP_URL (smtps:// for port 465, smtp:// for 587), whether this machine may reach it, and whether its certificate is for that name; one by an authority of your own is believed once NODE_EXTRA_CA_CERTS names the authority’s file.',
    )
  } finally {
    server.close()
  }
}

async function lookAtOutbox(ctx: Context): Promise<Finding[]> {
  const { db, now } = ctx
  const late = and(
    isNull(mails.sentAt),
    isNull(mails.refusedAt),
    isNotNull(mails.problem),
    lt(mails.createdAt, after(now, -hour)),
  )
  const count = await db.$count(mails, late)
  if (count === 0) return [ok('mail', 'no mail has waited for an hour')]
  const [one] = await db.select({ problem: mails.problem }).from(mails).where(late).limit(1)
  return [
    warn(
      'mail',
      `${count} mails have waited for over an hour (${one?.problem ?? ''})`,
      'Mend what that says; those whose tries are over are among the jobs given up at /desk/inbox.',
    ),
  ]
}

async function sendOne({ config, now }: Context, to: string | undefined): Promise<Finding[]> {
  if (to === undefined) return []
  const server = createTransport(config.smtpUrl, patience)
  try {
    await server.sendMail({
      from: config.mailFrom,
      to,
      subject: 'Mail from your magazine arrives',
      text: `Sent by npm run doctor at ${now.toISOString()}. Its headers (DKIM-Signature, Authentication-Results) say whether it was signed and believed.`,
    })
    return [ok('mail', `a mail to ${to} was taken by the mail server; its headers there say whether it was signed`)]
  } catch (reason) {
    return [
      fail(
        'mail',
        `no mail to ${to}: ${reason instanceof Error ? reason.message : String(reason)}`,
        'Check MAIL_FROM: many servers send only for addresses of their own.',
      ),
    ]
  } finally {
    server.close()
  }
}

/** SPF: RFC 7208. DMARC: RFC 7489. DKIM's records lie under names that only the mail server knows. */
async function lookAtDomain({ config }: Context): Promise<Finding[]> {
  const domain = /@([^\s>@]+)>?\s*$/.exec(config.mailFrom)?.[1] ?? ''
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  if (config.nameServers.length > 0) resolver.setServers(config.nameServers)
  const spf = await textsOf(resolver, domain)
  const dmarc = await textsOf(resolver, `_dmarc.${domain}`)
  if (spf === null || dmarc === null)
    return [
      warn('mail', `name servers say nothing about ${domain}`, 'Check NAME_SERVERS and the network, then look again.'),
    ]
  return [
    spf.some((text) => text.startsWith('v=spf1'))
      ? ok('mail', `${domain} has an SPF record`)
      : warn(
          'mail',
          `${domain} has no SPF record`,
          `Add a TXT record to ${domain} that names the servers that send for it, as your mail provider says, e.g. v=spf1 include:… -all.`,
        ),
    dmarc.some((text) => text.startsWith('v=DMARC1'))
      ? ok('mail', `${domain} has a DMARC record`)
      : warn(
          'mail',
          `${domain} has no DMARC record`,
          `Add a TXT record to _dmarc.${domain}, to begin with v=DMARC1; p=none; rua=mailto:…; and have your provider sign with DKIM.`,
        ),
  ]
}

/** @returns null when nobody answers; none when the domain has none */
async function textsOf(resolver: Resolver, name: string): Promise<string[] | null> {
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
  } catch (reason) {
    const code = reason instanceof Error && 'code' in reason ? reason.code : ''
    return code === 'ENODATA' || code === 'ENOTFOUND' ? [] : null
  }
}
