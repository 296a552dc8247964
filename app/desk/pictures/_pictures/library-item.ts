import type { LibraryPicture } from '#lib/pictures/library.ts'
import { blocksNewUse } from '#lib/pictures/licence.ts'
import type { Focus } from '#lib/pictures/model.ts'
import { reasonWords } from '#lib/pictures/usable.ts'

/** A picture as an article is given it. */
export interface ChosenPicture {
  id: string
  contentHash: string
  width: number
  height: number
  colour: string
  alt: string
  caption: string
  credit: string
  focus: Focus
}

/** A picture as the desk's scripts know it. */
export interface LibraryItem extends ChosenPicture {
  fileName: string
  /** Why it may not be used anew, or will soon not be; each the end of a sentence that begins with the picture. */
  reasons: string[]
  mayBeUsed: boolean
  /** The fields of the form that says its facts. */
  facts: Record<string, string>
}

/** What of a picture leaves for the desk's scripts. */
export function libraryItem(picture: LibraryPicture): LibraryItem {
  const { id, contentHash, width, height, colour, alt, caption, credit, focusX, focusY, fileName } = picture
  return {
    id,
    contentHash,
    width,
    height,
    colour,
    alt,
    caption,
    credit,
    focus: { x: focusX, y: focusY },
    fileName,
    reasons: picture.usability.reasons.map((reason) => reasonWords[reason]),
    mayBeUsed: !blocksNewUse(picture.usability),
    facts: factFields(picture),
  }
}

/** The fields of a form that says what is true of a picture. */
export function factFields(picture: LibraryPicture): Record<string, string> {
  const { alt, caption, credit, licence, licenceNote, sourceUrl, territories, licensedUntil, focusX, focusY } = picture
  return {
    alt,
    caption,
    credit,
    licence: licence ?? '',
    licenceNote,
    sourceUrl,
    territories: territories.join(', '),
    licensedUntil: licensedUntil ?? '',
    focusX: String(focusX),
    focusY: String(focusY),
  }
}
