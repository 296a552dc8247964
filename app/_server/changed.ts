import 'server-only'
import { revalidateTag } from 'next/cache'

/** Whoever made a change sees it on the next page. Every other instance is told by the job the change left behind. */
export function changed(tags: string[]): void {
  for (const tag of tags) revalidateTag(tag, { expire: 0 })
}
