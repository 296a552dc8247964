import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { pictureSources, widthsOf } from '#lib/pictures/model.ts'
import { readPicture } from '#lib/pictures/queries.ts'
import { testContext } from '#tests/support/context.ts'

let ctx: Context

beforeAll(async () => {
  ctx = await testContext()
})

function plain(width: number, height: number, background = '#336699') {
  return sharp({ create: { width, height, channels: 3, background } })
}

async function rowOf(id: string) {
  const row = (await ctx.db.select().from(pictures)).find((picture) => picture.id === id)
  if (row === undefined) throw new Error('no such picture')
  return row
}

const svg = Buffer.from(
  '<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><rect width="80" height="40" fill="#c00"/></svg>',
)

describe('taking a picture in', () => {
  test('keeps it in every size that is not larger than it, in both formats', async () => {
    const id = await ingestPicture(ctx, {
      from: { bytes: await plain(1000, 500).png().toBuffer() },
      fileName: 'eel.png',
      alt: ' An eel ',
      credit: 'Jo Ray',
    })
    const row = await rowOf(id)
    expect(row).toMatchObject({
      fileName: 'eel.png',
      mediaType: 'image/png',
      width: 1000,
      height: 500,
      colour: '#386898',
      alt: 'An eel',
      caption: '',
      credit: 'Jo Ray',
    })
    const folder = join(ctx.config.picturesDir, row.contentHash)
    expect((await readdir(folder)).toSorted()).toEqual([
      '1000.avif',
      '1000.webp',
      '320.avif',
      '320.webp',
      '640.avif',
      '640.webp',
      '960.avif',
      '960.webp',
      'original.webp',
    ])
    for (const width of [320, 640, 960, 1000]) {
      expect(await sharp(join(folder, `${width}.avif`)).metadata()).toMatchObject({ width, format: 'heif' })
      expect(await sharp(join(folder, `${width}.webp`)).metadata()).toMatchObject({ width, format: 'webp' })
    }
  })

  test('turns it upright and removes what the camera wrote, from the original too', async () => {
    const bytes = await plain(400, 200)
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Make: 'Camera', Artist: 'Somebody' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
      })
      .jpeg()
      .toBuffer()
    expect((await sharp(bytes).metadata()).exif?.includes('Camera')).toBe(true)
    const row = await rowOf(await ingestPicture(ctx, { from: { bytes }, fileName: 'tall.jpg' }))
    expect(row).toMatchObject({ width: 200, height: 400 })
    for (const name of await readdir(join(ctx.config.picturesDir, row.contentHash))) {
      const { exif, orientation, width, height } = await sharp(
        join(ctx.config.picturesDir, row.contentHash, name),
      ).metadata()
      expect({ exif, orientation, isTall: height > width }).toEqual({
        exif: undefined,
        orientation: undefined,
        isTall: true,
      })
    }
  })

  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('takes %s, whatever its name says', async (format) => {
    const bytes = await plain(20, 10, '#112233').toFormat(format).toBuffer()
    const row = await rowOf(await ingestPicture(ctx, { from: { bytes }, fileName: 'x.exe' }))
    expect(row.mediaType).toBe(`image/${format}`)
  })

  test('draws SVG from the publisher’s own disk, wide enough for any screen', async () => {
    const path = join(ctx.config.picturesDir, 'drawing.svg')
    await writeFile(path, svg)
    const row = await rowOf(await ingestPicture(ctx, { from: { path }, isTrusted: true }))
    expect(row).toMatchObject({
      fileName: 'drawing.svg',
      mediaType: 'image/svg+xml',
      width: 1600,
      height: 800,
      colour: '#c80808',
    })
    await rm(path)
  })

  test('twice is once; words are filled in where there were none', async () => {
    const bytes = await plain(30, 30).png().toBuffer()
    const first = await ingestPicture(ctx, { from: { bytes }, alt: 'First' })
    const second = await ingestPicture(ctx, { from: { bytes }, alt: 'Second', caption: 'Second' })
    expect(second).toBe(first)
    expect(await rowOf(first)).toMatchObject({ alt: 'First', caption: 'Second' })
  })

  test('at the same moment is once too', async () => {
    const bytes = await plain(31, 30).png().toBuffer()
    const ids = await Promise.all([1, 2, 3].map(() => ingestPicture(ctx, { from: { bytes } })))
    expect(new Set(ids).size).toBe(1)
  })

  test('makes the files again when they are gone', async () => {
    const bytes = await plain(32, 30).png().toBuffer()
    const { id, contentHash } = await rowOf(await ingestPicture(ctx, { from: { bytes } }))
    await rm(join(ctx.config.picturesDir, contentHash), { recursive: true })
    expect(await ingestPicture(ctx, { from: { bytes } })).toBe(id)
    expect(await readPicture(ctx, contentHash, '32.avif')).not.toBeNull()
  })
})

describe('what is no picture is refused, in words', () => {
  const refusal = async (bytes: Uint8Array, isTrusted = false) => {
    const before = (await ctx.db.select().from(pictures)).length
    const refused = await ingestPicture(ctx, { from: { bytes }, isTrusted }).then(
      () => 'taken',
      (fault: Error) => fault.message,
    )
    expect((await ctx.db.select().from(pictures)).length).toBe(before)
    return refused
  }

  test('an empty file', async () => expect(await refusal(Buffer.alloc(0))).toBe('The picture is empty.'))
  test('a page that calls itself a picture', async () =>
    expect(await refusal(Buffer.from('<html><script>1</script></html>'))).toMatch(
      /^This file is not a picture that can be taken/,
    ))
  test('SVG from people', async () =>
    expect(await refusal(Buffer.concat([svg, Buffer.from('<!-- theirs -->')]))).toMatch(
      /^This SVG is not a picture that can be taken/,
    ))
  test('SVG that is none', async () =>
    expect(await refusal(Buffer.from('<svg><unclosed'), true)).toBe('The picture is damaged and cannot be opened.'))
  test('a damaged one', async () =>
    expect(await refusal((await plain(500, 500).jpeg().toBuffer()).subarray(0, 900))).toBe(
      'The picture is damaged and cannot be opened.',
    ))
  test('one of more than 50 megapixels', async () =>
    expect(await refusal(await plain(8000, 7000).png().toBuffer())).toBe('The picture has more than 50 megapixels.'))
  test('one of more than 25 MB', async () =>
    expect(await refusal(Buffer.alloc(25 * 1024 * 1024 + 1, 1))).toBe('The picture is larger than 25 MB.'))
})

describe('serving', () => {
  test('gives sizes by their exact names and nothing else', async () => {
    const { contentHash } = await rowOf(
      await ingestPicture(ctx, { from: { bytes: await plain(400, 400).png().toBuffer() } }),
    )
    const served = await readPicture(ctx, contentHash, '320.avif')
    expect(served?.mediaType).toBe('image/avif')
    expect(served?.bytes).toEqual(await readFile(join(ctx.config.picturesDir, contentHash, '320.avif')))
    for (const file of [
      'original.webp',
      '640.avif',
      '0320.avif',
      '320.png',
      '320.avif/',
      '../320.avif',
      '..%2f320.avif',
      '320.avif\0',
      '320.AVIF',
      '',
    ])
      expect(await readPicture(ctx, contentHash, file)).toBeNull()
    for (const hash of ['..', '', '.', `${contentHash}/..`, contentHash.toUpperCase(), `../${contentHash}`])
      expect(await readPicture(ctx, hash, '320.avif')).toBeNull()
  })

  test('names only sizes that are there', () => {
    expect(widthsOf(1600)).toEqual([320, 640, 960, 1280, 1600])
    expect(widthsOf(5000)).toEqual([320, 640, 960, 1280, 1600])
    expect(widthsOf(700)).toEqual([320, 640, 700])
    expect(widthsOf(320)).toEqual([320])
    expect(widthsOf(80)).toEqual([80])
    expect(pictureSources({ contentHash: 'abc', width: 700 })).toEqual({
      src: '/pictures/abc/700.webp',
      avif: '/pictures/abc/320.avif 320w, /pictures/abc/640.avif 640w, /pictures/abc/700.avif 700w',
      webp: '/pictures/abc/320.webp 320w, /pictures/abc/640.webp 640w, /pictures/abc/700.webp 700w',
    })
  })
})
