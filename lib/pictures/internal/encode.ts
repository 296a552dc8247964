import { fileTypeFromBuffer } from 'file-type'
import sharp, { type CreateRaw, type Sharp } from 'sharp'
import { PictureRefused } from '../faults.ts'
import { largestPicture, pictureFormats, widthsOf, type PictureFormat } from '../model.ts'

const mostPixels = 50_000_000

const readable = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'] as const
type Readable = (typeof readable)[number] | 'image/svg+xml'

/** Drawings have no pixels of their own: they are drawn as wide as the widest size kept. */
const drawnWidth = 1600

interface Pixels {
  data: Buffer
  raw: CreateRaw
}

export interface OpenPicture {
  mediaType: Readable
  /** Upright, in sRGB, without metadata; as large as the original. */
  pixels: Pixels
  width: number
  height: number
  /** #rrggbb */
  colour: string
}

/**
 * Decodes a picture by what it is, not by what it is called.
 * @param isTrusted whether it comes from the publisher's own disk: only then is SVG drawn, which may name other files
 * @throws PictureRefused saying what is wrong with it
 */
export async function openPicture(bytes: Uint8Array, isTrusted: boolean): Promise<OpenPicture> {
  if (bytes.byteLength === 0) throw new PictureRefused('empty')
  if (bytes.byteLength > largestPicture) throw new PictureRefused('too_large')
  const mediaType = await typeOf(bytes, isTrusted)
  try {
    const input =
      mediaType === 'image/svg+xml' ? await draw(bytes) : sharp(bytes, { limitInputPixels: false, failOn: 'error' })
    const { width, height } = await input.metadata()
    if (width * height > mostPixels) throw new PictureRefused('too_many_pixels')
    const pixels = await pixelsOf(input.autoOrient().toColourspace('srgb'))
    return {
      mediaType,
      pixels,
      width: pixels.raw.width,
      height: pixels.raw.height,
      colour: await dominantColour(pixels),
    }
  } catch (fault) {
    if (fault instanceof PictureRefused) throw fault
    throw new PictureRefused('damaged')
  }
}

/**
 * What can be told of a picture without decoding it, in a fraction of the time.
 * @throws PictureRefused
 */
export async function lookAtPicture(bytes: Uint8Array, isTrusted: boolean): Promise<Omit<OpenPicture, 'pixels'>> {
  if (bytes.byteLength === 0) throw new PictureRefused('empty')
  if (bytes.byteLength > largestPicture) throw new PictureRefused('too_large')
  const mediaType = await typeOf(bytes, isTrusted)
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > mostPixels) throw new PictureRefused('too_many_pixels')
    return { mediaType, width, height, colour: '#ffffff' }
  } catch (fault) {
    throw fault instanceof PictureRefused ? fault : new PictureRefused('damaged')
  }
}

async function typeOf(bytes: Uint8Array, isTrusted: boolean): Promise<Readable> {
  const found = (await fileTypeFromBuffer(bytes))?.mime
  const known = readable.find((mime) => mime === found)
  if (known !== undefined) return known
  const isSvg = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(
    new TextDecoder().decode(bytes.subarray(0, 4096)),
  )
  if (isSvg && isTrusted) return 'image/svg+xml'
  throw new PictureRefused(isSvg ? 'drawing' : 'other')
}

/**
 * Drawn at its final size rather than enlarged: `density` is what librsvg multiplies user units by, 72 being one to
 * one.
 */
async function draw(bytes: Uint8Array): Promise<Sharp> {
  const { width } = await sharp(bytes).metadata()
  const density = Math.min(100_000, Math.max(1, (72 * drawnWidth) / width))
  return sharp(bytes, { density, limitInputPixels: mostPixels }).resize({ width: drawnWidth })
}

async function pixelsOf(input: Sharp): Promise<Pixels> {
  const { data, info } = await input.raw().toBuffer({ resolveWithObject: true })
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } }
}

function drawn({ data, raw }: Pixels): Sharp {
  return sharp(data, { raw, limitInputPixels: false })
}

async function dominantColour(pixels: Pixels): Promise<string> {
  const small = await drawn(pixels)
    .flatten({ background: '#ffffff' })
    .resize(64, 64, { fit: 'inside' })
    .png()
    .toBuffer()
  const { r, g, b } = (await sharp(small).stats()).dominant
  return `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

export interface EncodedSize {
  width: number
  format: PictureFormat
  bytes: Buffer
}

/**
 * Every size in every format. Effort 1 of AVIF makes files a tenth larger than effort 3 does, in a twelfth of the
 * time: an archive of thousands has to come in during an evening.
 */
export async function encodeSizes(picture: OpenPicture): Promise<EncodedSize[]> {
  const widths = widthsOf(picture.width)
  const largest = await pixelsOf(drawn(picture.pixels).resize({ width: widths.at(-1) ?? picture.width }))
  return Promise.all(
    widths.flatMap((width) =>
      pictureFormats.map(async (format) => {
        const sized = drawn(largest).resize({ width })
        const encoded =
          format === 'avif' ? sized.avif({ quality: 50, effort: 1 }) : sized.webp({ quality: 76, effort: 2 })
        return { width, format, bytes: await encoded.toBuffer() }
      }),
    ),
  )
}

/**
 * The original without what cameras write into it (place, time, serial numbers). Drawings and GIFs carry none of that
 * and stay as they came.
 */
export async function cleanOriginal(
  bytes: Uint8Array,
  { mediaType, pixels }: OpenPicture,
): Promise<{ extension: string; bytes: Uint8Array }> {
  switch (mediaType) {
    case 'image/svg+xml':
      return { extension: 'svg', bytes }
    case 'image/gif':
      return { extension: 'gif', bytes }
    case 'image/jpeg':
      return { extension: 'jpg', bytes: await drawn(pixels).jpeg({ quality: 95 }).toBuffer() }
    case 'image/png':
    case 'image/webp':
    case 'image/avif':
      return { extension: 'webp', bytes: await drawn(pixels).webp({ lossless: true, effort: 1 }).toBuffer() }
  }
}
