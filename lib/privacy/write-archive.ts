import type { Context } from '#lib/context.ts'
import type { Sink } from '#lib/exports/sinks/sink.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import type { Entry, Subject } from './model.ts'
import { keptBack } from './inventory.ts'
import type { Part } from './parts/part.ts'
import { pageOf, type Chapter } from './readable.ts'

/**
 * Writes everything that is kept about somebody: index.html, which a person can read, data/KIND.json for software, and the
 * files that belong to it. All of it as it was at one instant: one transaction reads it, and writes nothing.
 */
export function writePersonalArchive(
  ctx: Context,
  sink: Sink,
  subject: Subject,
  parts: readonly Part[],
): Promise<void> {
  return ctx.db.transaction(
    async (db) => {
      const tx = { ...ctx, db }
      const settings = await magazineSettings(tx)
      const chapters: Chapter[] = []
      for (const part of parts) {
        const entries: Entry[] = await part.read(tx, subject)
        const files: string[] = []
        if (part.files)
          for await (const { name, bytes } of part.files(tx, subject)) {
            await sink.file(name, bytes)
            files.push(name)
          }
        if (entries.length > 0) await sink.file(`data/${part.key}.json`, `${JSON.stringify(entries, null, 2)}\n`)
        chapters.push({ ...part, entries, files })
      }
      await sink.file(
        'index.html',
        pageOf({
          email: subject.email,
          hasAccount: subject.personId !== null,
          madeAt: tx.now,
          site: tx.config.publicUrl,
          settings,
          chapters,
          keptBack: keptBack(),
        }),
      )
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
