import { houseAdInputSchema, type HouseAdInput } from '#lib/ads/house-ad.ts'
import { calendarDay, dateIn } from '#lib/clock.ts'
import type { HouseAdRecord } from '#lib/ads/queries.ts'
import { parseFields } from '#app/_server/actions.ts'
import { pictureFields } from '../../_ui/picture-fields.ts'

/** What begins the name of the box of a topic. */
const topicField = 'topic.'

/** A number as it was typed; what is none is left for the schema to refuse. */
function number(typed: string | undefined): number | null {
  const text = (typed ?? '').replaceAll(/[,\s]/g, '')
  return text === '' ? null : Number(text)
}

/**
 * A house campaign, from the fields of its form.
 * @param timeZone the magazine's: its days are meant
 * @throws Refusal with each field's fault
 */
export function readHouseAd(typed: Record<string, string>, timeZone: string): HouseAdInput {
  return parseFields(houseAdInputSchema, {
    ...typed,
    pictureId: typed.pictureId || null,
    topicSlugs: Object.keys(typed)
      .filter((name) => name.startsWith(topicField))
      .map((name) => name.slice(topicField.length)),
    weight: number(typed.weight),
    startsAt: calendarDay(typed.startsAt ?? '', timeZone)?.start,
    endsAt: calendarDay(typed.endsAt ?? '', timeZone)?.end,
    cap: number(typed.cap),
    capPerDay: number(typed.capPerDay),
  })
}

/** The fields of a form that shows what a campaign is. */
export function fieldsOf(ad: HouseAdRecord, timeZone: string): Record<string, string> {
  const { advertiser, headline, text, link, alt, weight, cap, capPerDay } = ad
  return {
    advertiser,
    headline,
    text,
    link,
    alt,
    weight: String(weight),
    cap: String(cap ?? ''),
    capPerDay: String(capPerDay ?? ''),
    startsAt: dateIn(ad.startsAt, timeZone),
    endsAt: dateIn(new Date(ad.endsAt.getTime() - 1), timeZone),
    ...pictureFields(ad.picture && ad.pictureId !== null ? { id: ad.pictureId, ...ad.picture } : null),
    ...Object.fromEntries(ad.topicSlugs.map((slug) => [`${topicField}${slug}`, 'on'])),
  }
}
