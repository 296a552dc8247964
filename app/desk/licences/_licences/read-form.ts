import { calendarDay } from '#lib/clock.ts'
import { offerSchema, type Offer } from '#lib/licences/model.ts'
import { parseAmount } from '#lib/money.ts'
import { parseFields } from '#app/_server/actions.ts'

/**
 * Terms, from the fields of their form.
 * @param timeZone the magazine's: its days are meant
 * @throws Refusal with each field's fault
 */
export function readOffer(typed: Record<string, string>, timeZone: string): Offer {
  const isFee = typed.terms === 'fee'
  const isPart = typed.scope === 'part'
  return parseFields(offerSchema, {
    ...typed,
    // What is no amount is left for the schema to refuse.
    fee: !isFee || (typed.fee ?? '') === '' ? null : (parseAmount(typed.fee ?? '') ?? Number.NaN),
    currency: isFee ? typed.currency : null,
    partFrom: isPart ? wholeNumber(typed.partFrom) : null,
    partTo: isPart ? wholeNumber(typed.partTo) : null,
    notPublicAnyway: typed.notPublicAnyway === 'on',
    validFrom: calendarDay(typed.validFrom ?? '', timeZone)?.start,
    validUntil: (typed.validUntil ?? '') === '' ? null : calendarDay(typed.validUntil ?? '', timeZone)?.end,
    linkRequired: typed.linkRequired === 'on',
    offerDays: wholeNumber(typed.offerDays) ?? Number.NaN,
  })
}

function wholeNumber(typed: string | undefined): number | null {
  const text = (typed ?? '').trim()
  return text === '' ? null : Number(text)
}
