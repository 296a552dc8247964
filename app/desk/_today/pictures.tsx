import { countPictures } from '#lib/pictures/library.ts'
import { mayWatchLicences } from '#lib/pictures/policy.ts'
import { magazine } from '#app/_server/published.ts'
import type { TodayBlock } from './block.ts'
import { countedLines } from './counted-lines.tsx'

/** Pictures that are shown and whose licence has ended, or soon will. */
export const picturesToday: TodayBlock = {
  name: 'Pictures',
  may: mayWatchLicences,
  async show(ctx) {
    const [settings, counts] = await Promise.all([magazine(), countPictures(ctx, true)])
    const lines = [
      {
        count: counts.expired,
        href: '/desk/pictures?show=expired',
        one: 'picture in use whose licence has ended',
        many: 'pictures in use whose licence has ended',
      },
      {
        count: counts.expiring,
        href: '/desk/pictures?show=expiring',
        one: 'picture in use whose licence ends soon',
        many: 'pictures in use whose licence ends soon',
      },
    ]
    return countedLines(lines, settings.locale)
  },
}
