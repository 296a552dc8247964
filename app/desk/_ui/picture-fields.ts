import type { TakenPicture } from './picture-upload.tsx'

/** What the form keeps of a picture, to send it once and show it again. */
export function pictureFields(picture: TakenPicture | null): Record<string, string> {
  return {
    pictureId: picture?.id ?? '',
    pictureHash: picture?.contentHash ?? '',
    pictureWidth: String(picture?.width ?? ''),
    pictureHeight: String(picture?.height ?? ''),
  }
}

/** The picture that such fields keep. */
export function pictureIn(typed: Record<string, string>): TakenPicture | null {
  const { pictureId: id, pictureHash: contentHash, pictureWidth, pictureHeight } = typed
  return id && contentHash ? { id, contentHash, width: Number(pictureWidth), height: Number(pictureHeight) } : null
}
