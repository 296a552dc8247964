import { noticePreferences } from '#db/schema/notices.ts'
import type { Config } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { readSigned, sign } from '#lib/signed.ts'
import type { NoticeMail } from './model.ts'

const purpose = 'comment notices unsubscribe'

/** The address that ends mails about comments to a person, for them and for their mail program (RFC 8058). */
export function unsubscribeUrl({ publicUrl, authSecret }: Config, personId: string): string {
  return `${publicUrl}/api/comments/unsubscribe?t=${sign(personId, authSecret, purpose)}`
}

/** @returns whose mails a token ends; null for one that is forged or damaged */
export function unsubscribedBy({ authSecret }: Config, token: string): string | null {
  return readSigned(token, authSecret, purpose)
}

/** Sets how somebody is told by mail of answers, picks and threads they follow. */
export async function setNoticeMail(ctx: Context, personId: string, mail: NoticeMail): Promise<void> {
  await ctx.db
    .insert(noticePreferences)
    .values({ personId, mail, changedAt: ctx.now })
    .onConflictDoUpdate({ target: noticePreferences.personId, set: { mail, changedAt: ctx.now } })
}
