import { DOMParser } from '@xmldom/xmldom'
import exif from 'exifreader'
import { z } from 'zod'
import { longest, type LicenceKind } from '../licence.ts'

/** What a file says of itself that is worth keeping: words, and by which right it may be shown. */
export interface FileNotes {
  alt: string
  caption: string
  credit: string
  licence: LicenceKind | null
  licenceNote: string
  sourceUrl: string
}

const tagSchema = z.union([
  z.object({ description: z.string() }).transform(({ description }) => description),
  // IPTC repeats what there is several of: two photographers.
  z.array(z.object({ description: z.string() })).transform((tags) => tags.map((tag) => tag.description).join(', ')),
])
const groupSchema = z.record(z.string(), z.unknown()).catch({})
const tagsSchema = z.object({ exif: groupSchema, iptc: groupSchema, xmp: groupSchema })

/** What cameras and programs write where a person's words belong. */
const writtenByMachines =
  /^(?:olympus digital camera|sony dsc|samsung|digital ?camera|default|exif_jpeg.*|screenshot|processed with .*|created with .*|image|picture|photo|untitled|unknown|dcim|minolta digital camera|kodak digital still camera|dji.*)$/i

/**
 * Reads what photographers and agencies write into a file: IPTC, XMP (as IPTC's Photo Metadata Standard 2023.2 maps them to
 * each other) and Exif, in this order of trust.
 * @returns empty texts where it says nothing, or nothing that can be read
 */
export async function notesOf(bytes: Uint8Array): Promise<FileNotes> {
  const { exif: camera, iptc, xmp } = await tagsOf(bytes)
  const creator = first(read(xmp, 'creator'), read(iptc, 'By-line'), read(camera, 'Artist'))
  const creditLine = first(read(xmp, 'Credit'), read(iptc, 'Credit'))
  const statement = first(read(xmp, 'WebStatement'), read(xmp, 'license'))
  const commons = commonsLicence(statement)
  const source = [read(xmp, 'attributionURL'), commons === null ? statement : ''].find(isOfTheWeb) ?? ''
  return {
    alt: cut(read(xmp, 'AltTextAccessibility'), longest.alt),
    caption: cut(
      first(read(xmp, 'description'), read(iptc, 'Caption/Abstract'), read(camera, 'ImageDescription')),
      longest.caption,
    ),
    credit: cut(bothNamed(creator, creditLine), longest.credit),
    licence: commons === null ? null : commons.licence,
    licenceNote: cut(
      commons?.name ?? first(read(xmp, 'rights'), read(iptc, 'Copyright Notice'), read(camera, 'Copyright')),
      longest.licenceNote,
    ),
    sourceUrl: source.length > longest.sourceUrl ? '' : source,
  }
}

async function tagsOf(bytes: Uint8Array): Promise<z.output<typeof tagsSchema>> {
  try {
    // What XML cannot be read says nothing: neither thrown nor printed.
    const domParser = new DOMParser({ onError: () => undefined })
    // Asynchronous, because PNG may have its text compressed.
    return tagsSchema.parse(await exif.load(Buffer.from(bytes), { async: true, expanded: true, domParser }))
  } catch {
    return { exif: {}, iptc: {}, xmp: {} }
  }
}

function read(group: Record<string, unknown>, name: string): string {
  const text = (tagSchema.safeParse(group[name]).data ?? '').replaceAll(/\p{Cc}+/gu, ' ').trim()
  return writtenByMachines.test(text) ? '' : text
}

function first(...texts: string[]): string {
  return texts.find((text) => text !== '') ?? ''
}

function cut(text: string, most: number): string {
  return text.slice(0, most).trim()
}

/** As credits are set: photographer/agency. */
function bothNamed(creator: string, creditLine: string): string {
  if (creator === '' || creditLine.toLowerCase().includes(creator.toLowerCase())) return creditLine || creator
  return creditLine === '' ? creator : `${creator}/${creditLine}`
}

function isOfTheWeb(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

/** @param address e.g. https://creativecommons.org/licenses/by-sa/4.0/ */
function commonsLicence(address: string): { licence: LicenceKind; name: string } | null {
  const [, kind, version] =
    /^https?:\/\/creativecommons\.org\/(licenses\/[a-z-]+|publicdomain\/(?:zero|mark))\/(\d\.\d)/i.exec(address) ?? []
  if (kind === undefined || version === undefined) return null
  if (kind.startsWith('publicdomain'))
    return {
      licence: 'public_domain',
      name: kind.endsWith('zero') ? `CC0 ${version}` : `Public Domain Mark ${version}`,
    }
  return { licence: 'creative_commons', name: `CC ${kind.slice('licenses/'.length).toUpperCase()} ${version}` }
}
