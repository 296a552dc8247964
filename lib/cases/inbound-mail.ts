import { createHash } from 'node:crypto'
import PostalMime, { type Email } from 'postal-mime'
import { and, eq, isNull } from 'drizzle-orm'
import { cases, type SubmittedFile } from '#db/schema/cases.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { attachments, shownName, type Attachment } from './attachments.ts'
import { roomInCase, takeFiles } from './files.ts'
import { lettersOfOneCase, receiveLetter } from './incoming.ts'
import { caseAtReplyAddress } from './links.ts'
import { textOfHtml, withoutQuotation } from './mail-text.ts'

/** Bytes of one mail, as mail servers of today take them. */
export const longestMail = 25 * 1024 * 1024

/** Characters of a letter; what is longer comes with it as a file. */
const longestText = 50_000

/** Bytes: a picture of fewer that stands within a mail is a signature's. */
const smallPicture = 50_000

/** `kept`: it is on record, now or since it came before. `automatic`: a machine answered a machine, and nothing was done. */
export type Received = 'kept' | 'automatic'

/**
 * Takes a mail in that came for a case (RFC 5322): the letter on record, its files under the same rules as any, a mail to whoever
 * works on the case. The case is the one whose signed address it went to; what its other headers claim decides nothing. A
 * mail from another address than the reader's is kept, too, and marked as such: nothing moves by itself on it.
 * @param raw as the mail server has it
 * @throws Refusal (invalid) for what is no mail, (not_found) for one that is for no case, (too_many)
 */
export async function receiveMail(ctx: Context, raw: Uint8Array): Promise<Received> {
  const mail = await parse(raw)
  const caseId = recipientsOf(mail)
    .map((address) => caseAtReplyAddress(ctx, address))
    .find((id) => id !== null)
  if (caseId === undefined) throw new Refusal('not_found', 'This mail is for no case.')
  const [row] = await ctx.db
    .select({ email: cases.email })
    .from(cases)
    .where(and(eq(cases.id, caseId), isNull(cases.forgottenAt)))
  if (!row) throw new Refusal('not_found', 'This mail is for no case.')
  if (isAutomatic(mail)) return 'automatic'
  await requirePoint(ctx, lettersOfOneCase, caseId, 'Many letters came.')
  const { written, quoted } = withoutQuotation(plain(textOf(mail)))
  const { files, refused } = await filesOf(ctx, mail, written, await roomInCase(ctx, caseId))
  const from = addressOf(mail)
  const details = {
    via: 'mail' as const,
    messageId: messageIdOf(mail, raw),
    subject: oneLine(mail.subject ?? '', 200),
    ...(from === row.email ? {} : { stranger: from }),
    ...(quoted === '' ? {} : { quoted: beginning(quoted, longestText) }),
    ...(refused.length === 0 ? {} : { refused: refused.join(', ') }),
  }
  await inTransaction(ctx, (tx) => receiveLetter(tx, caseId, { text: beginning(written, longestText), files, details }))
  return 'kept'
}

async function parse(raw: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(raw, { maxNestingDepth: 30, maxHeadersSize: 200_000, forceRfc822Attachments: true })
  } catch {
    throw new Refusal('invalid', 'This is no mail that can be read.')
  }
}

/** Where it went, as the mail server and its sender wrote it. */
function recipientsOf(mail: Email): string[] {
  const delivered = mail.headers
    .filter(({ key }) => ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].includes(key))
    .map(({ value }) => value)
  const named = [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap((one) => one.group ?? [one])
  return [...delivered, ...named.map(({ address }) => address)].slice(0, 200).map((address) => address.trim())
}

/** An address that a mail names as its sender's; as good as a signature on paper. */
function addressOf(mail: Email): string {
  const address = mail.from?.address ?? ''
  return oneLine(address, 254).toLowerCase() || 'no address'
}

/**
 * Whether nobody wrote it: holiday notices, bounces, what goes to lists (RFC 3834, and what came before it). Among these
 * are all mails of our own, so that two machines never write to one another.
 */
function isAutomatic(mail: Email): boolean {
  const value = (name: string) =>
    mail.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase()
  const submitted = value('auto-submitted')
  if (submitted !== undefined && !/^no\b/.test(submitted)) return true
  if (/^(?:bulk|list|junk|auto_reply)\b/.test(value('precedence') ?? '')) return true
  if (['list-id', 'x-autoreply', 'x-autorespond', 'x-failed-recipients'].some((name) => value(name) !== undefined))
    return true
  if (value('return-path') === '<>') return true
  if (/^multipart\/report\b/.test(value('content-type') ?? '')) return true
  return /^(?:mailer-daemon|postmaster|no-?reply)@/.test(addressOf(mail))
}

/** By what it is known when it comes twice: its Message-ID, or, without one, what is in it. */
function messageIdOf(mail: Email, raw: Uint8Array): string {
  const given = oneLine(mail.messageId ?? '', 500)
  return given === '' ? `sha256:${createHash('sha256').update(raw).digest('hex')}` : given
}

/** What it says. Some programs send an empty text beside the HTML that says it. */
function textOf({ text = '', html = '' }: Email): string {
  return text.trim() === '' ? textOfHtml(html) : text
}

/**
 * What came with it: all but the small pictures that its HTML shows itself by their Content-ID (RFC 2392), as signatures
 * do. A photograph that somebody put into the text is larger, and a file like any other.
 */
function attachedTo({ attachments: all, html = '' }: Email): Attachment[] {
  return all
    .map(({ filename, content, contentId, mimeType }) => ({
      name: filename ?? '',
      bytes: bytesOf(content),
      isShown:
        contentId !== undefined &&
        mimeType.startsWith('image/') &&
        html.includes(`cid:${contentId.replaceAll(/[<>]/g, '')}`),
    }))
    .filter(({ isShown, bytes }) => !isShown || bytes.byteLength >= smallPicture)
    .map(({ name, bytes }) => ({ name, bytes }))
}

/** What came with it, as far as we take it, and the names of the rest; the letter comes in either way. */
async function filesOf(
  ctx: Context,
  mail: Email,
  written: string,
  roomOfCase: number,
): Promise<{ files: SubmittedFile[]; refused: string[] }> {
  const whole: Attachment[] =
    written.length > longestText ? [{ name: 'letter.txt', bytes: new TextEncoder().encode(written) }] : []
  const given = [...whole, ...attachedTo(mail)]
  const files: SubmittedFile[] = []
  const refused: string[] = []
  for (const one of given.slice(0, 100)) {
    const room = Math.min(attachments.largestTogether, roomOfCase) - files.reduce((sum, { bytes }) => sum + bytes, 0)
    const taken =
      files.length < attachments.most && one.bytes.byteLength <= room
        ? await takeFiles(ctx, [one]).catch((reason: unknown) => {
            if (reason instanceof Refusal) return []
            throw reason
          })
        : []
    if (taken.length === 0) refused.push(shownName(one.name))
    files.push(...taken)
  }
  return { files, refused: refused.slice(0, 20) }
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

/** Without what PostgreSQL takes for no text. */
function plain(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

function oneLine(text: string, most: number): string {
  return beginning(
    plain(text)
      .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
    most,
  )
}

/** So many characters of a text at most, and no half of one, which PostgreSQL takes in no JSON. */
function beginning(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
}
