import { campaignInputSchema, type CampaignInput } from '#lib/books/campaign-input.ts'
import type { CampaignRecord } from '#lib/books/desk-queries.ts'
import type { Amounts } from '#lib/books/model.ts'
import { calendarDay, dateIn } from '#lib/clock.ts'
import { currencies, parseAmount } from '#lib/money.ts'
import { parseFields } from '#app/_server/actions.ts'
import { pictureFields } from '../../../_ui/picture-fields.ts'
import { mostZones } from './most-zones.ts'

/** A whole number as it was typed; what is none is left for the schema to refuse. */
function number(typed: string | undefined): number | null {
  const text = (typed ?? '').replaceAll(/[,\s]/g, '')
  return text === '' ? null : Number(text)
}

/** Amounts in the fields `name.GBP` and so on; what cannot be read is left for the schema to refuse. */
function amounts(typed: Record<string, string>, name: string): Record<string, number> {
  return Object.fromEntries(
    currencies.flatMap((currency) => {
      const text = (typed[`${name}.${currency}`] ?? '').trim()
      return text === '' ? [] : [[currency, parseAmount(text) ?? Number.NaN]]
    }),
  )
}

function countriesIn(typed: string): string[] {
  return [
    ...new Set(
      typed
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter((code) => code !== ''),
    ),
  ]
}

/**
 * A campaign, from the fields of its form. A zone of which nothing is filled in is none.
 * @param timeZone the magazine's: its days are meant
 * @throws Refusal with each field's fault; zones' faults under `zones.N`
 */
export function readCampaign(typed: Record<string, string>, timeZone: string): CampaignInput {
  const zones = Array.from({ length: mostZones }, (_, place) => {
    const field = (name: string) => typed[`zone.${place}.${name}`] ?? ''
    return {
      id: field('id') || null,
      name: field('name'),
      countries: countriesIn(field('countries')),
      postage: amounts(typed, `zone.${place}.postage`),
    }
  }).filter(({ name, countries }) => name.trim() !== '' || countries.length > 0)
  const cost = (typed.copyCost ?? '').trim()
  return parseFields(campaignInputSchema, {
    ...typed,
    coverId: typed.pictureId || null,
    bannerEditions: (['standard', 'supporter'] as const).filter((edition) => typed[`banner.${edition}`] === 'on'),
    onceFrom: amounts(typed, 'onceFrom'),
    yearFrom: amounts(typed, 'yearFrom'),
    monthFrom: amounts(typed, 'monthFrom'),
    monthPayments: number(typed.monthPayments) ?? 1,
    bookValue: amounts(typed, 'bookValue'),
    copyCost: cost === '' ? null : (parseAmount(cost) ?? Number.NaN),
    copyCostCurrency: cost === '' ? null : typed.copyCostCurrency,
    stock: number(typed.stock),
    perDonor: number(typed.perDonor),
    originCountry: typed.originCountry?.trim().toUpperCase() || null,
    weightGrams: number(typed.weightGrams),
    startsAt: calendarDay(typed.startsAt ?? '', timeZone)?.start,
    endsAt: calendarDay(typed.endsAt ?? '', timeZone)?.end,
    zones,
  })
}

/** The fields of a form that shows what a campaign is. */
export function fieldsOf(campaign: CampaignRecord, timeZone: string): Record<string, string> {
  const { slug, bookTitle, bookAuthor, bookDescription, format, signing, offer, pageText } = campaign
  return {
    slug,
    bookTitle,
    bookAuthor,
    bookDescription,
    format,
    signing,
    offer,
    pageText,
    isbn: campaign.isbn ?? '',
    ...amountFields('onceFrom', campaign.onceFrom),
    ...amountFields('yearFrom', campaign.yearFrom),
    ...amountFields('monthFrom', campaign.monthFrom),
    ...amountFields('bookValue', campaign.bookValue),
    monthPayments: String(campaign.monthPayments),
    copyCost: campaign.copyCost === null ? '' : inFigures(campaign.copyCost),
    copyCostCurrency: campaign.copyCostCurrency ?? '',
    stock: String(campaign.stock),
    perDonor: String(campaign.perDonor),
    hsCode: campaign.hsCode ?? '',
    originCountry: campaign.originCountry ?? '',
    weightGrams: String(campaign.weightGrams ?? ''),
    startsAt: dateIn(campaign.startsAt, timeZone),
    endsAt: dateIn(new Date(campaign.endsAt.getTime() - 1), timeZone),
    ...Object.fromEntries(campaign.bannerEditions.map((edition) => [`banner.${edition}`, 'on'])),
    ...Object.assign(
      {},
      ...campaign.zones.map((zone, place) => ({
        [`zone.${place}.id`]: zone.id,
        [`zone.${place}.name`]: zone.name,
        [`zone.${place}.countries`]: zone.countries.join(' '),
        ...amountFields(`zone.${place}.postage`, zone.postage),
      })),
    ),
    ...pictureFields(
      campaign.cover === null || campaign.coverId === null ? null : { id: campaign.coverId, ...campaign.cover },
    ),
  }
}

/** As people type it: 12, 9.40. */
function inFigures(amount: number): string {
  return amount % 100 === 0 ? String(amount / 100) : (amount / 100).toFixed(2)
}

function amountFields(name: string, given: Amounts | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given ?? {}).flatMap(([currency, amount]) =>
      amount === undefined ? [] : [[`${name}.${currency}`, inFigures(amount)]],
    ),
  )
}
