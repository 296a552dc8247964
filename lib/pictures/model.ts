/**
 * Widths in pixels that pictures are kept in: phones, phones at twice the density, columns, and the same again for
 * sharp screens.
 */
const pictureWidths = [320, 640, 960, 1280, 1600] as const

export const pictureFormats = ['avif', 'webp'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/**
 * @returns the widths kept of an original this wide, smallest first; never larger than it, and its own where it lies
 * between two
 */
export function widthsOf(originalWidth: number): number[] {
  const largest = Math.min(originalWidth, pictureWidths[pictureWidths.length - 1] ?? originalWidth)
  return [...pictureWidths.filter((width) => width < largest), largest]
}

export interface PictureSources {
  /** For what knows neither format nor size: the middle size, as WebP. */
  src: string
  /** Values of `srcset`. */
  avif: string
  webp: string
}

/** Where a picture's sizes are fetched. The address holds the content's hash, so what is there never changes. */
export function pictureSources(picture: { contentHash: string; width: number }): PictureSources {
  const widths = widthsOf(picture.width)
  const address = (width: number, format: PictureFormat) => `/pictures/${picture.contentHash}/${width}.${format}`
  const set = (format: PictureFormat) => widths.map((width) => `${address(width, format)} ${width}w`).join(', ')
  const middle = widths.findLast((width) => width <= 960) ?? widths[0] ?? picture.width
  return { src: address(middle, 'webp'), avif: set('avif'), webp: set('webp') }
}

/** Bytes beyond which a picture is too large. */
export const largestPicture = 25 * 1024 * 1024

/** What of a picture must stay in sight where it is cropped: percent from the left and from the top. */
export interface Focus {
  x: number
  y: number
}
