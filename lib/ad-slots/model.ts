import { z } from 'zod'

/** Where pages of the standard edition carry advertising: the kind of page, and the place on it. */
export const adSlotNames = [
  'front.after_lead',
  'front.between_topics',
  'article.in_text',
  'article.after_text',
  'topic.after_lead',
] as const
export const adSlotNameSchema = z.enum(adSlotNames)
export type AdSlotName = z.infer<typeof adSlotNameSchema>

export const pageKinds = ['front', 'article', 'topic'] as const
export type PageKind = (typeof pageKinds)[number]

/** In CSS pixels. */
export interface AdSize {
  width: number
  height: number
}

/** What fits: between the margins of a phone, in the column of a text, across a page. */
export function widestIn(slot: AdSlotName, screen: 'narrow' | 'wide'): number {
  if (screen === 'narrow') return 350
  return slot.startsWith('article.') ? 608 : 1184
}

const tallest = 600

const sizeSchema = z.object({ width: z.int().min(1).max(2_000), height: z.int().min(1).max(tallest) })

/**
 * Sizes as they are typed: 300x250, 320 × 100.
 * @returns null for what is no list of sizes, or names one that does not fit
 */
export function parseSizes(typed: string, widest: number): AdSize[] | null {
  const parts = typed
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const sizes = parts.map((part) => {
    const [, width, height] = /^(\d{1,4})\s*[x×]\s*(\d{1,4})$/i.exec(part) ?? []
    return sizeSchema.safeParse({ width: Number(width), height: Number(height) }).data
  })
  const fit = sizes.filter((size) => size !== undefined && size.width <= widest)
  return fit.length === parts.length && fit.length <= 10 ? fit.filter((size) => size !== undefined) : null
}

export function writeSizes(sizes: readonly AdSize[]): string {
  return sizes.map(({ width, height }) => `${width}x${height}`).join(', ')
}

/** One slot, as the publisher wants it. */
function slotSchema(wide: AdSize[]) {
  return z
    .object({
      shown: z.boolean().default(true),
      /** What Google may put there on screens narrower than 48rem. */
      narrow: z
        .array(sizeSchema)
        .max(10)
        .default([
          { width: 300, height: 250 },
          { width: 320, height: 100 },
        ]),
      /** And on others. */
      wide: z.array(sizeSchema).max(10).default(wide),
      /** The ad unit at Google, after the network code: `magazine/article`. Empty: house campaigns only. */
      adUnit: z
        .string()
        .regex(/^([\w.*!:()-]{1,100}(\/[\w.*!:()-]{1,100}){0,4})?$/)
        .default(''),
    })
    .prefault({})
}

const acrossThePage: AdSize[] = [
  { width: 970, height: 250 },
  { width: 728, height: 90 },
]
const inTheColumn: AdSize[] = [
  { width: 300, height: 250 },
  { width: 468, height: 60 },
]

/** The publisher's choices about advertising. */
export const advertisingSchema = z.object({
  slots: z
    .object({
      'front.after_lead': slotSchema(acrossThePage),
      'front.between_topics': slotSchema(acrossThePage),
      'article.in_text': slotSchema(inTheColumn),
      'article.after_text': slotSchema(inTheColumn),
      'topic.after_lead': slotSchema(acrossThePage),
    } satisfies Record<AdSlotName, unknown>)
    .prefault({}),
  /** Of Google Ad Manager; with a second one for a child publisher. Empty: Google is never asked. */
  networkCode: z
    .string()
    .regex(/^(\d{1,20}(,\d{1,20})?)?$/)
    .default(''),
  /** What /ads.txt says; empty: there is none. */
  adsTxt: z.string().max(100_000).default(''),
})
export type Advertising = z.infer<typeof advertisingSchema>

/** What Google is asked for in a slot; null when it is not to be asked. */
export interface GoogleSlot {
  adUnitPath: string
  narrow: AdSize[]
  wide: AdSize[]
}

export function googleSlot({ networkCode, slots }: Advertising, name: AdSlotName): GoogleSlot | null {
  const { shown, adUnit, narrow, wide } = slots[name]
  if (networkCode === '' || adUnit === '' || !shown || (narrow.length === 0 && wide.length === 0)) return null
  return { adUnitPath: `/${networkCode}/${adUnit}`, narrow, wide }
}

/** Rule: consent is asked for only when something is set up that needs it. */
export function needsConsent(advertising: Advertising): boolean {
  return adSlotNames.some((name) => googleSlot(advertising, name) !== null)
}

/** The slots of one kind of page, in the order in which they stand on it. */
export function slotsOf({ slots }: Advertising, kind: PageKind): AdSlotName[] {
  return adSlotNames.filter((name) => name.startsWith(`${kind}.`) && slots[name].shown)
}
