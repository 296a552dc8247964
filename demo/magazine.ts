import { eq } from 'drizzle-orm'
import { topics } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { saveSettings } from '#lib/settings/commands.ts'

/** In the masthead's order. */
const topicDescriptions: readonly (readonly [string, string])[] = [
  ['politics', 'Who decides, who was asked, and who stacked the chairs afterwards.'],
  ['world', 'Borders, embassies and other places where people are asked to wait.'],
  ['economy', 'Money, work and the price of a biscuit.'],
  ['science', 'What we know, how we came to know it, and what we got wrong on the way.'],
  ['culture', 'Books, brass bands, subtitles and the second half.'],
  ['places', 'Towns, tides, bus routes, and what it is like to be there.'],
]

export async function seedSettings(ctx: Context): Promise<void> {
  await saveSettings(ctx, 'magazine', {
    name: 'Saltmarsh',
    tagline: 'A reader-funded weekly of politics, places and ideas',
    description:
      'Saltmarsh is a reader-funded weekly of politics, places and ideas: long reports, short arguments, and a great many letters.',
    timeZone: 'Europe/London',
    locale: 'en-GB',
    publisher: 'The Saltmarsh Press, a co-operative of its readers and writers',
  })
}

/** Gives the topics that came with the articles their descriptions and places in the masthead. */
export async function seedTopics(ctx: Context): Promise<void> {
  for (const [index, [slug, description]] of topicDescriptions.entries()) {
    await ctx.db
      .update(topics)
      .set({ description, position: index + 1 })
      .where(eq(topics.slug, slug))
  }
}
