import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'

export const pictureFaultSchema = z.enum(['empty', 'too_large', 'too_many_pixels', 'damaged', 'drawing', 'other'])
export type PictureFault = z.infer<typeof pictureFaultSchema>

/** Why a picture is refused, in words for whoever sent it. */
export const pictureFaults: Record<PictureFault, string> = {
  empty: 'The picture is empty.',
  too_large: 'The picture is larger than 25 MB.',
  too_many_pixels: 'The picture has more than 50 megapixels.',
  damaged: 'The picture is damaged and cannot be opened.',
  drawing: 'This SVG is not a picture that can be taken: JPEG, PNG, WebP, AVIF and GIF can.',
  other: 'This file is not a picture that can be taken: JPEG, PNG, WebP, AVIF and GIF can.',
}

export class PictureRefused extends Refusal {
  readonly fault: PictureFault

  constructor(fault: PictureFault) {
    super('invalid', pictureFaults[fault])
    this.name = 'PictureRefused'
    this.fault = fault
  }
}
