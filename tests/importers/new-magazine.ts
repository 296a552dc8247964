import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeEach } from 'vitest'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import type { Context } from '#lib/context.ts'
import { importWordPress, type WordPressOptions } from '#lib/importers/wordpress/import.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { emptyArticles } from '#tests/articles/empty-articles.ts'
import { testContext } from '#tests/support/context.ts'
import { exportOf, type ExportedItem } from '#scripts/bench/exports/wordpress.ts'

/**
 * A magazine that is empty before each test, and an old site's uploads: eel.jpg, mud.jpg and größe.jpg of March 2020.
 */
export async function newMagazine() {
  const ctx: Context = await testContext()
  const folder = await mkdtemp(join(tmpdir(), 'standfirst-wordpress-'))
  const uploads = join(folder, 'uploads')
  for (const name of ['2020/03/eel.jpg', '2020/03/mud.jpg', '2020/03/größe.jpg']) {
    await mkdir(dirname(join(uploads, name)), { recursive: true })
    await writeFile(
      join(uploads, name),
      await sharp({ create: { width: 40, height: 20 + name.length, channels: 3, background: '#258' } })
        .jpeg()
        .toBuffer(),
    )
  }
  afterAll(() => rm(folder, { recursive: true, force: true }))
  beforeEach(() => emptyArticles(ctx))

  async function importXml(xml: string, options: WordPressOptions = { attachments: uploads }): Promise<ImportReport> {
    const file = join(folder, 'export.xml')
    await writeFile(file, xml)
    return importWordPress(ctx, file, options)
  }
  const importItems = (...items: ExportedItem[]) => importXml(exportOf(items))

  /** What a post of this content is shown as; a picture's address is its height. */
  async function shown(
    content: string,
    given: Partial<ExportedItem> = {},
    others: ExportedItem[] = [],
  ): Promise<string> {
    await importItems({ id: 1, slug: 'a', content, ...given }, ...others)
    const view = await articleBySlug(ctx, 'a')
    if (view === null) return ''
    return toHtml(view.text.body, {
      pictureUrl: ({ pictureId }) => ({ src: `/${view.text.pictures[pictureId]?.height ?? ''}`, width: 2, height: 1 }),
    })
  }

  return { ctx, folder, uploads, importXml, importItems, shown }
}

/** An upload of March 2020, as an export lists it. */
export function upload(id: number, name: string, given: Partial<ExportedItem> = {}): ExportedItem {
  return {
    id,
    type: 'attachment',
    status: 'inherit',
    attachmentUrl: `https://old.example/wp-content/uploads/2020/03/${name}`,
    guid: `https://old.example/?attachment_id=${id}`,
    ...given,
  }
}
