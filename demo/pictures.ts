import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { authors } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { articleDrawings, portraits } from './drawings/all.ts'

/** Writes every article's drawing as an SVG file into `folder`, where the Markdown importer looks for it. */
export async function drawArticlePictures(folder: string): Promise<void> {
  for (const [slug, draw] of Object.entries(articleDrawings)) await writeFile(join(folder, `${slug}.svg`), draw())
}

export async function seedPortraits(ctx: Context): Promise<void> {
  for (const [slug, draw] of Object.entries(portraits)) {
    const pictureId = await ingestPicture(ctx, {
      from: { bytes: new TextEncoder().encode(draw()) },
      fileName: `${slug}.svg`,
      isTrusted: true,
    })
    await ctx.db.update(authors).set({ pictureId }).where(eq(authors.slug, slug))
  }
}
