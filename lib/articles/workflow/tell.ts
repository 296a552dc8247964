import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import type { Happening } from './emails/newsroom-mail.tsx'
import type { Colleague } from './people.ts'

export interface Telling {
  happening: Happening
  articleId: string
  headline: string
  /** Who did it: never written to about it. Null when a job did. */
  by: Colleague | null
  notes?: { by: string; about: string; text: string }[]
  /** The event it comes from: nobody is told of it twice. */
  event: string
}

/** Writes to colleagues about what happened to an article, and to nobody about what they did themselves. */
export async function tell(
  ctx: Context,
  to: readonly Pick<Colleague, 'id' | 'email'>[],
  telling: Telling,
): Promise<void> {
  const { happening, articleId, headline, by, notes = [], event } = telling
  const others = to.filter(({ id }) => id !== by?.id)
  if (others.length === 0) return
  const { name: magazine } = await magazineSettings(ctx)
  const data = {
    magazine,
    happening,
    headline,
    by: by?.name ?? '',
    notes,
    link: `${ctx.config.publicUrl}/desk/articles/${articleId}`,
  }
  for (const { id, email } of others)
    await postMail(ctx, { kind: 'newsroom', recipient: email, data, dedupeKey: `newsroom:${event}:${id}` })
}
