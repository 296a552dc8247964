import { fingerprintOf } from '#lib/importers/run/item.ts'
import { requireFile } from '#lib/importers/run/files.ts'
import { Refusal } from '#lib/errors.ts'
import { plainText } from './content.ts'
import { MediaLibrary, toAttachment, type Attachment } from './library.ts'
import { parseHead, parseItem, type WordPressSite } from './parse.ts'
import { readItems } from './read-items.ts'

/** What must be known of an export before its first post is read. */
export interface Survey {
  path: string
  site: WordPressSite
  library: MediaLibrary
  /** Items that are no uploads. */
  total: number
  /** Changes when something changes that any post may show: names of authors, words of pictures. */
  fingerprint: string
}

/**
 * Reads an export through for what was uploaded, which stands anywhere in it.
 * @param attachments the folder in which uploaded files are
 * @throws Refusal when the file is not there, no such export, or not complete
 */
export async function surveyExport(path: string, attachments: string | undefined): Promise<Survey> {
  await requireFile(path)
  const uploads: Attachment[] = []
  let site: WordPressSite | null = null
  let head = ''
  let total = 0
  for await (const piece of readItems(path)) {
    if (piece.kind === 'head') {
      head = piece.xml
      site = parseHead(piece.xml)
    } else if (/<wp:post_type>\s*(?:<!\[CDATA\[)?\s*attachment/.test(piece.xml)) {
      const upload = uploadOf(piece.xml)
      if (upload !== null) uploads.push(upload)
    } else total += 1
  }
  if (site === null) throw new Refusal('invalid', 'The file is empty.')
  site.authors = new Map([...site.authors].map(([login, name]) => [login, plainText(name)]))
  return {
    path,
    site,
    library: new MediaLibrary(uploads, attachments),
    total,
    fingerprint: fingerprintOf(head.replace(/<(pubDate|lastBuildDate)>.*?<\/\1>/g, ''), JSON.stringify(uploads)),
  }
}

/** What cannot be read is told of when its turn comes. */
function uploadOf(xml: string): Attachment | null {
  try {
    return toAttachment(parseItem(xml))
  } catch (fault) {
    if (fault instanceof Refusal) return null
    throw fault
  }
}
