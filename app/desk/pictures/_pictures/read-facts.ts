import { pictureFactsSchema, readTerritories, type PictureFacts } from '#lib/pictures/licence.ts'
import { parseFields } from '#app/_server/actions.ts'

/**
 * What is true of a picture, from the fields of its form.
 * @throws Refusal with each field's fault
 */
export function readFacts(typed: Record<string, string>): PictureFacts {
  const { territories = '', licence = '', licensedUntil = '', focusX = '', focusY = '' } = typed
  const read = {
    alt: '',
    caption: '',
    credit: '',
    licenceNote: '',
    sourceUrl: '',
    ...typed,
    licence: licence === '' ? null : licence,
    licensedUntil: licensedUntil === '' ? null : licensedUntil,
    focusX: focusX.trim() === '' ? 50 : Number(focusX),
    focusY: focusY.trim() === '' ? 50 : Number(focusY),
    territories: readTerritories(territories),
  }
  return parseFields(pictureFactsSchema, read)
}
