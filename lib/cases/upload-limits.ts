import type { Context } from '#lib/context.ts'
import { requirePoint } from '#lib/limits/limit.ts'

const uploads = { name: 'case-upload', points: 15, seconds: 3600 }
const filesADay = { name: 'case-files-day', points: 60, seconds: 86_400 }
/** Counted in whole kilobytes, each file's begun one too. */
const kilobytesADay = { name: 'case-kilobytes-day', points: 200 * 1024, seconds: 86_400 }

/**
 * Lets the files of one form in, or no more from there for now. By the day as well as by the hour: files are kept before
 * anybody has confirmed an address, and 15 forms an hour of 20 MB each would be 7 GB a day.
 * @param network whom to count for: see app/_server/address.ts
 * @param sizes bytes of each file
 * @throws Refusal (too_many)
 */
export async function requireRoomForUploads(ctx: Context, network: string, sizes: readonly number[]): Promise<void> {
  const kilobytes = sizes.reduce((sum, size) => sum + Math.ceil(size / 1024), 0)
  await requirePoint(ctx, uploads, network, 'Many files came from here.')
  await requirePoint(ctx, filesADay, network, 'Many files came from here today.', sizes.length)
  await requirePoint(ctx, kilobytesADay, network, 'Large files came from here today.', kilobytes)
}
