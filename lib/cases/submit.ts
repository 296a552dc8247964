import { and, eq } from 'drizzle-orm'
import { v5 } from 'uuid'
import { articles } from '#db/schema/articles.ts'
import { caseSubmissions, type SubmittedFile } from '#db/schema/cases.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { readSigned, sign } from '#lib/signed.ts'
import { openCase } from './commands.ts'
import { tokenFor } from './links.ts'
import { caseForms, type CaseKind } from './model.ts'

/** Each is a mail to somebody who may not have asked for it. */
const confirmationsToOneAddress = { name: 'case-confirm', points: 3, seconds: 3600 }
const confirmationsToOneAddressADay = { name: 'case-confirm-day', points: 8, seconds: 86_400 }
const casesFromOneNetwork = { name: 'case', points: 10, seconds: 3600 }

/** Nobody reads a form and fills it in faster, in milliseconds. */
const leastTime = 3_000

export interface SentForm {
  kind: CaseKind
  articleSlug: string | null
  /** As typed; parsed here by the kind's schema. */
  fields: Record<string, string>
  files: SubmittedFile[]
  /** Made by the form (a UUID): the same message under the same one, twice, is one. */
  submissionId: string
  /** What `startForm` gave the form. */
  startedWith: string
  /** What came in the field that nobody sees. */
  unseen: string
  /** Whom to count for: see app/_server/address.ts. */
  network: string
  /** The address of whoever is signed in, which they have proven; null for a visitor. */
  ownAddress: string | null
}

/** `opened`: the sender's address was known, the case is open. `confirm`: a mail asks for it, and then it opens. */
export type Sent = { is: 'opened'; caseId: string } | { is: 'confirm' }

/** Marks when a form was shown, so that one sent at once is told from one that was filled in. */
export function startForm(ctx: Pick<Context, 'config' | 'now'>): string {
  return sign(ctx.now.toISOString(), ctx.config.authSecret, 'case-form')
}

/**
 * Takes a form that was sent to the managing editor: opens the case, or keeps it until the address is confirmed from the mail
 * that is posted here. The mail carries nothing that was typed.
 * @throws ZodError when a field is not what its form asks for
 * @throws Refusal (invalid) for what a machine seems to have sent, and (too_many)
 */
export async function submitCase(ctx: Context, sent: SentForm): Promise<Sent> {
  const fields = caseForms[sent.kind].parse(sent.fields)
  requireHand(ctx, sent)
  const { name, email, message, ...details } = fields
  await requirePoint(ctx, casesFromOneNetwork, sent.network, 'Many messages came from here.')
  const known = sent.ownAddress === email
  if (!known) await requireFewMails(ctx, email)
  return inTransaction(ctx, async (tx) => {
    const articleId = sent.articleSlug === null ? null : await publishedArticle(tx, sent.articleSlug)
    const { kind, files } = sent
    const submission = { id: idOf(sent, fields), kind, articleId, name, email, message, details, files }
    if (known) {
      const { id } = await openCase(tx, submission)
      return { is: 'opened', caseId: id }
    }
    const [kept] = await tx.db
      .insert(caseSubmissions)
      .values({ ...submission, sentAt: tx.now })
      .onConflictDoNothing({ target: caseSubmissions.id })
      .returning({ id: caseSubmissions.id })
    if (kept) await askToConfirm(tx, kept.id, kind, email)
    return { is: 'confirm' }
  })
}

function requireHand(ctx: Context, { unseen, startedWith }: SentForm): void {
  if (unseen !== '')
    throw new Refusal('invalid', 'This looks as if a program had filled it in. Please leave the field “Subject” empty.')
  const startedAt = Date.parse(readSigned(startedWith, ctx.config.authSecret, 'case-form') ?? '')
  if (Number.isNaN(startedAt)) throw new Refusal('invalid', 'This form had grown old. Please send it once more.')
  const took = ctx.now.getTime() - startedAt
  // From the future comes a form whose clock was put right meanwhile, or another machine's; it is signed, so nobody made it up.
  if (took >= 0 && took < leastTime)
    throw new Refusal('invalid', 'That was very quick. Please look at what you have written, and send it once more.')
}

async function requireFewMails(ctx: Context, email: string): Promise<void> {
  const what = 'Many messages were sent with this address.'
  await requirePoint(ctx, confirmationsToOneAddress, email, what)
  await requirePoint(ctx, confirmationsToOneAddressADay, email, what)
}

/** Of an article that nobody may know of yet, nothing is said: the message then is about none. */
async function publishedArticle(ctx: Context, slug: string): Promise<string | null> {
  const [article] = await ctx.db
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.slug, slug), eq(articles.state, 'published')))
  return article?.id ?? null
}

/** The same message from the same form is the same submission; going back to correct a typing error makes another. */
function idOf({ submissionId, kind, files }: SentForm, fields: object): string {
  return v5(JSON.stringify([kind, fields, files.map((file) => file.hash)]), submissionId)
}

async function askToConfirm(tx: Context, submissionId: string, caseKind: CaseKind, email: string): Promise<void> {
  const { name } = await magazineSettings(tx)
  const link = `${tx.config.publicUrl}/contact/confirm/${tokenFor(tx, 'case-submission', submissionId)}`
  await postMail(tx, {
    kind: 'case-confirm',
    recipient: email,
    data: { magazine: name, caseKind, link },
    dedupeKey: `case-confirm:${submissionId}`,
  })
}
