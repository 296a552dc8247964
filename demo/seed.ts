import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { ensurePlans } from '#lib/membership/commands.ts'
import { seedCases } from './cases.ts'
import { seedComments } from './comments.ts'
import { seedCorrections } from './corrections.ts'
import { upToDate } from './dates.ts'
import { demoFolder } from './files.ts'
import { seedFrontPage } from './front-page.ts'
import { seedSettings, seedTopics } from './magazine.ts'
import { seedHistory } from './history.ts'
import { seedLicences } from './licences.ts'
import { seedModeration } from './moderation.ts'
import { seedNewsroom } from './newsroom.ts'
import { seedCampaigns, seedHouseAds } from './offers.ts'
import { seedGiving } from './giving/history.ts'
import { seedInvitation, seedPeople } from './people.ts'
import { drawArticlePictures, seedPictureFacts, seedPortraits } from './pictures.ts'
import { seedPrivacy } from './privacy.ts'

/**
 * Writes the demonstration magazine, Saltmarsh, into an empty database.
 * @throws when an article is refused: the demonstration is wrong then, not the reader
 */
export async function seedMagazine(ctx: Context): Promise<void> {
  await seedSettings(ctx)
  await ensurePlans(ctx)
  // One waits for Stripe and PostgreSQL, the other draws.
  const [givesAtStripe] = await Promise.all([seedBooksAndGiving(ctx), seedReading(ctx)])
  await seedPeople(ctx, givesAtStripe)
  await seedInvitation(ctx)
  await seedFrontPage(ctx)
  await seedHistory(ctx)
  await seedComments(ctx, 'comments-a.yaml')
  await seedComments(ctx, 'comments-b.yaml')
  await seedModeration(ctx)
  await seedLicences(ctx)
  await seedCorrections(ctx, await seedCases(ctx))
  await seedNewsroom(ctx)
  await seedHouseAds(ctx)
  await seedPictureFacts(ctx)
  await seedPrivacy(ctx)
  await announceChange(ctx, [tags.front, tags.topics, tags.settings, tags.ads, tags.campaigns, tags.plans])
}

/** The books first: some of those who give take one. */
async function seedBooksAndGiving(ctx: Context): Promise<boolean> {
  await seedCampaigns(ctx)
  return seedGiving(ctx)
}

async function seedReading(ctx: Context): Promise<void> {
  await seedArticles(ctx)
  await seedTopics(ctx)
  await seedPortraits(ctx)
}

async function seedArticles(ctx: Context): Promise<void> {
  const pictures = await mkdtemp(join(tmpdir(), 'saltmarsh-'))
  try {
    await drawArticlePictures(pictures)
    const texts = await datedArticles(pictures, ctx.now)
    const { refused } = await importMarkdown(ctx, texts, { attachments: pictures })
    if (refused.length > 0) throw new Error(refused.map(({ what, why }) => `${what}: ${why}`).join('\n'))
  } finally {
    await rm(pictures, { recursive: true, force: true })
  }
}

/** Copies of the articles that are as old as they should be. @returns their paths */
async function datedArticles(folder: string, now: Date): Promise<string[]> {
  const names = (await readdir(join(demoFolder, 'articles'))).filter((name) => name.endsWith('.md'))
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(demoFolder, 'articles', name), 'utf8')
      const path = join(folder, name)
      await writeFile(
        path,
        text.replace(/^date: (.+)$/m, (_, date: string) => `date: ${upToDate(new Date(date), now).toISOString()}`),
      )
      return path
    }),
  )
}
