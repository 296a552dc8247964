/** What a page shows of a house campaign. */
export interface HouseAd {
  id: string
  advertiser: string
  headline: string
  text: string
  /** Always https. */
  link: string
  alt: string
  /** Empty: meant for every topic. */
  topicSlugs: string[]
  weight: number
  picture: { contentHash: string; width: number; height: number } | null
}

/** A number from 0 to 1 that is always the same for the same text (FNV-1a). */
function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) / 2 ** 32
}

/**
 * Which advertisement a slot of a page carries: by weight among those meant for the page's topics, the same for the
 * same page and slot, since the page is prerendered; no two slots of one page carry the same while there is another.
 * @param slots the page's slots, in order
 * @returns one for each slot; null where there is nothing to show
 */
export function adsFor(
  ads: HouseAd[],
  page: string,
  topicSlugs: string[],
  slots: readonly string[],
): (HouseAd | null)[] {
  const meant = ads.filter(
    (ad) => ad.topicSlugs.length === 0 || ad.topicSlugs.some((slug) => topicSlugs.includes(slug)),
  )
  const left = [...meant]
  return slots.map((slot) => {
    const pool = left.length > 0 ? left : meant
    const total = pool.reduce((sum, ad) => sum + ad.weight, 0)
    let at = fraction(`${page} ${slot}`) * total
    const chosen = pool.find((ad) => (at -= ad.weight) < 0) ?? pool.at(-1) ?? null
    if (chosen) left.splice(left.indexOf(chosen), left.includes(chosen) ? 1 : 0)
    return chosen
  })
}
