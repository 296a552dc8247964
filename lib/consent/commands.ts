import { randomUUID } from 'node:crypto'
import { consents } from '#db/schema/consent.ts'
import type { Context } from '#lib/context.ts'
import { consentText, type Consent, type ConsentChoice } from './model.ts'

/**
 * Notes a choice, as proof (GDPR Art. 7(1)): a random id, what was chosen, to which text, when; nothing of who it was.
 * @param globalPrivacyControl whether the browser says `Sec-GPC: 1`: then whatever was pressed is a refusal
 * @returns what the browser is to keep
 */
export async function recordConsent(
  ctx: Context,
  wanted: ConsentChoice,
  globalPrivacyControl: boolean,
): Promise<Consent> {
  const id = randomUUID()
  const choice = globalPrivacyControl ? 'refused' : wanted
  await ctx.db.insert(consents).values({ id, choice, textVersion: consentText.version, at: ctx.now })
  return {
    choice,
    version: consentText.version,
    day: ctx.now.toISOString().slice(0, 10),
    id: choice === 'accepted' ? id : null,
  }
}
