import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { ensurePlans } from '#lib/membership/commands.ts'
import { seedComments } from './comments.ts'
import { demoFolder } from './files.ts'
import { seedSettings, seedTopics } from './magazine.ts'
import { seedCampaigns, seedHouseAds } from './offers.ts'
import { seedPeople } from './people.ts'
import { drawArticlePictures, seedPortraits } from './pictures.ts'

/**
 * Writes the demonstration magazine, Saltmarsh, into an empty database.
 * @throws when an article is refused: the demonstration is wrong then, not the reader
 */
export async function seedMagazine(ctx: Context): Promise<void> {
  await seedSettings(ctx)
  await ensurePlans(ctx)
  await seedPeople(ctx)
  await seedArticles(ctx)
  await seedTopics(ctx)
  await seedPortraits(ctx)
  await seedComments(ctx, 'comments-a.yaml')
  await seedComments(ctx, 'comments-b.yaml')
  await seedCampaigns(ctx)
  await seedHouseAds(ctx)
  await announceChange(ctx, [tags.front, tags.topics, tags.settings, tags.ads, tags.campaigns, tags.plans])
}

async function seedArticles(ctx: Context): Promise<void> {
  const pictures = await mkdtemp(join(tmpdir(), 'saltmarsh-'))
  try {
    await drawArticlePictures(pictures)
    const { files } = await importMarkdown(ctx, [join(demoFolder, 'articles')], { pictures })
    const refused = files.filter((file) => file.result === 'refused')
    if (refused.length > 0) throw new Error(refused.map((file) => file.reason).join('\n'))
  } finally {
    await rm(pictures, { recursive: true, force: true })
  }
}
