import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import exif from 'exifreader'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#lib/context.ts'
import { uploadPicture } from '#lib/pictures/commands.ts'
import { pictureAtDesk } from '#lib/pictures/library.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

let ctx: Context
let editorId: string

beforeAll(async () => {
  ctx = await testContext()
  editorId = (await makePerson(ctx, { roles: ['editor'] })).id
})

const namespaces = [
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['photoshop', 'http://ns.adobe.com/photoshop/1.0/'],
  ['xmpRights', 'http://ns.adobe.com/xap/1.0/rights/'],
  ['Iptc4xmpCore', 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'],
  ['Iptc4xmpExt', 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/'],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')

function xmp(inner: string): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${namespaces}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`
}

const said = (element: string, text: string) =>
  `<${element}><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></${element}>`

const agency = xmp(
  said('dc:description', 'Eels at Fenwick harbour') +
    said('dc:rights', '© 2026 Reuters') +
    said('Iptc4xmpCore:AltTextAccessibility', 'A net full of eels') +
    '<dc:creator><rdf:Seq><rdf:li>Jo Ray</rdf:li></rdf:Seq></dc:creator><photoshop:Credit>Reuters</photoshop:Credit>' +
    '<photoshop:City>Secretville</photoshop:City>',
)

let shade = 10
/** In each kind that cameras and agencies send, with a place in it. */
function withNotes(notes: string, camera: Record<string, string> = {}) {
  shade += 1
  return sharp({ create: { width: 700, height: 400, channels: 3, background: { r: shade, g: 9, b: 9 } } })
    .withExif({
      IFD0: { Make: 'Planted Camera', ...camera },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
    })
    .withXmp(notes)
}

/** XMP in an iTXt chunk after the head, as the PNG specification's registered keyword has it; libvips writes zTXt instead. */
function asPhotoshopWrites(png: Buffer, notes: string): Buffer {
  const data = Buffer.concat([Buffer.from('iTXtXML:com.adobe.xmp\0\0\0\0\0', 'latin1'), Buffer.from(notes)])
  const chunk = Buffer.alloc(data.length + 8)
  chunk.writeUInt32BE(data.length - 4)
  data.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(data), data.length + 4)
  const afterHead = 33
  return Buffer.concat([png.subarray(0, afterHead), chunk, png.subarray(afterHead)])
}

async function uploaded(bytes: Buffer) {
  const { id } = await uploadPicture(ctx, { bytes, fileName: 'notes' }, editorId)
  const picture = await pictureAtDesk(ctx, id)
  if (picture === null) throw new Error('not there')
  return picture
}

describe.each(['jpeg', 'png', 'webp', 'avif'] as const)('a %s with a place in it', (format) => {
  test('keeps what was said of it, and its files keep nothing', async () => {
    const drawn = await withNotes(agency).toFormat(format).toBuffer()
    const bytes = format === 'png' ? asPhotoshopWrites(drawn, agency) : drawn
    expect(exif.load(bytes, { expanded: true }).gps).toMatchObject({ Latitude: 51.5 })
    expect(bytes.includes('Secretville')).toBe(true)
    const picture = await uploaded(bytes)
    expect(picture).toMatchObject({
      alt: 'A net full of eels',
      caption: 'Eels at Fenwick harbour',
      credit: 'Jo Ray/Reuters',
      licence: null,
      licenceNote: '© 2026 Reuters',
    })
    const folder = join(ctx.config.picturesDir, picture.contentHash)
    const files = await readdir(folder)
    expect(files).toHaveLength(7)
    for (const name of files) {
      const kept = await readFile(join(folder, name))
      const { exif: camera, xmp: keptXmp, iptc } = await sharp(kept).metadata()
      expect([name, camera, keptXmp, iptc]).toEqual([name, undefined, undefined, undefined])
      const read = exif.load(kept, { expanded: true })
      expect([name, read.gps, read.exif, read.xmp, read.iptc]).toEqual([
        name,
        undefined,
        undefined,
        undefined,
        undefined,
      ])
      for (const planted of ['Secretville', 'Planted Camera', 'Jo Ray', 'GPS'])
        expect([name, planted, kept.includes(planted)]).toEqual([name, planted, false])
    }
  })
})

test('a Creative Commons address is a licence, with its name', async () => {
  const statement = (address: string) =>
    withNotes(xmp(`<xmpRights:WebStatement>${address}</xmpRights:WebStatement>`))
      .jpeg()
      .toBuffer()
  expect(await uploaded(await statement('https://creativecommons.org/licenses/by-sa/4.0/'))).toMatchObject({
    licence: 'creative_commons',
    licenceNote: 'CC BY-SA 4.0',
    sourceUrl: '',
  })
  expect(await uploaded(await statement('http://creativecommons.org/publicdomain/zero/1.0/'))).toMatchObject({
    licence: 'public_domain',
    licenceNote: 'CC0 1.0',
  })
  expect(await uploaded(await statement('https://agency.example/terms'))).toMatchObject({
    licence: null,
    sourceUrl: 'https://agency.example/terms',
  })
  expect(await uploaded(await statement('javascript:alert(1)'))).toMatchObject({ licence: null, sourceUrl: '' })
})

test('a camera’s own words are nobody’s caption; a photographer’s name in Exif is a credit', async () => {
  const camera = { ImageDescription: 'OLYMPUS DIGITAL CAMERA', Artist: 'Ada Fen' }
  expect(await uploaded(await withNotes(xmp(''), camera).jpeg().toBuffer())).toMatchObject({
    caption: '',
    credit: 'Ada Fen',
  })
})

test('notes that cannot be read are no fault of the picture', async () => {
  const picture = await uploaded(await withNotes('<x:xmpmeta <<< not xml &&&').jpeg().toBuffer())
  expect(picture).toMatchObject({ alt: '', caption: '', credit: '' })
})
