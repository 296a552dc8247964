import type postgres from 'postgres'
import { z } from 'zod'
import { caseStore, placeOf } from '#lib/cases/files.ts'
import type { Config } from '#lib/config.ts'
import { filesOfPicture } from '#lib/pictures/originals.ts'
import { pictureStore } from '#lib/pictures/store.ts'
import type { FileStore } from '#lib/files/file-store.ts'

const kinds = ['pictures', 'case-files'] as const
type Kind = (typeof kinds)[number]

const pictureRows = z.array(z.object({ contentHash: z.string(), mediaType: z.string(), width: z.int() }))
const caseRows = z.array(z.object({ hash: z.string() }))

/** Every file that rows name, as a backup calls it: the kind, a slash, and its name in the store. */
export async function* namedFiles(tx: postgres.ISql): AsyncGenerator<string> {
  const ofPictures = tx`
    select content_hash as "contentHash", media_type as "mediaType", width from pictures order by content_hash`
  for await (const rows of ofPictures.cursor(200))
    for (const row of pictureRows.parse([...rows])) for (const name of filesOfPicture(row)) yield `pictures/${name}`
  const ofCases = tx`
    select hash from case_files
    union select file ->> 'hash' from case_submissions, jsonb_array_elements(files) as file
    order by 1`
  for await (const rows of ofCases.cursor(200))
    for (const { hash } of caseRows.parse([...rows])) yield `case-files/${placeOf(hash)}`
}

/** The stores that files are taken from and put back into, by the names above. */
export function fileStores(config: Config): Pick<FileStore, 'read' | 'put'> {
  const stores: Record<Kind, Pick<FileStore, 'read' | 'put'>> = {
    pictures: pictureStore({ config }),
    'case-files': caseStore({ config }),
  }
  const find = (name: string) => {
    const kind = kinds.find((one) => name.startsWith(`${one}/`))
    if (kind === undefined || name.split('/').some((part) => part === '' || part.startsWith('.')))
      throw new Error(`a backup holds a file of no kind: ${name}`)
    return { store: stores[kind], place: name.slice(kind.length + 1) }
  }
  return {
    read(name) {
      const { store, place } = find(name)
      return store.read(place)
    },
    put(name, bytes) {
      const { store, place } = find(name)
      return store.put(place, bytes)
    },
  }
}
