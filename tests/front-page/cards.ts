import { v7 } from 'uuid'
import type { Arrangement, Placeable } from '#lib/front-page/model.ts'

export interface Card extends Placeable {
  id: string
}

export function card(topicSlugs: string[] = [], hasPicture = true): Card {
  return { id: v7(), topics: topicSlugs.map((slug) => ({ slug })), picture: hasPicture ? 'a picture' : null }
}

export function cards(count: number, topicSlugs: string[] = []): Card[] {
  return Array.from({ length: count }, () => card(topicSlugs))
}

export function topic(slug: string) {
  return { id: v7(), slug }
}

export function arranged(plan: Partial<Arrangement> = {}): Arrangement {
  return { lead: null, second: [null, null, null, null, null], strips: [], ...plan }
}
