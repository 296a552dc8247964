import type { Context } from '#lib/context.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { anchorOf, type CorrectionFacts } from '../model.ts'

/** What the reader whose case it was is written: what was published, and where. @returns the letter, by the reader's name */
export async function letterAbout(
  ctx: Context,
  published: { number: number; facts: CorrectionFacts; article: { slug: string; headline: string } },
): Promise<(name: string) => string> {
  const { number, facts, article } = published
  const { name: magazine } = await magazineSettings(ctx)
  return (name) =>
    [
      `Dear ${name},`,
      `thank you for writing to us. This now stands on “${article.headline}”, for every reader:`,
      facts.note,
      `${ctx.config.publicUrl}/articles/${article.slug}#${anchorOf(number)}`,
      `The managing editor, ${magazine}`,
    ].join('\n\n')
}
