import { adsTxtFaults } from '#lib/ads/ads-txt.ts'
import {
  adSlotNames,
  advertisingSchema,
  parseSizes,
  widestIn,
  writeSizes,
  type Advertising,
  type AdSize,
} from '#lib/ad-slots/model.ts'
import { Refusal } from '#lib/errors.ts'

/** The form's fields as they show what is set. */
export function fieldsOf(settings: Advertising): Record<string, string> {
  const fields: Record<string, string> = { networkCode: settings.networkCode, adsTxt: settings.adsTxt }
  for (const name of adSlotNames) {
    const { shown, narrow, wide, adUnit } = settings.slots[name]
    if (shown) fields[`${name}.shown`] = 'on'
    fields[`${name}.narrow`] = writeSizes(narrow)
    fields[`${name}.wide`] = writeSizes(wide)
    fields[`${name}.adUnit`] = adUnit
  }
  return fields
}

/** @throws Refusal with each field's fault */
export function readAdvertising(typed: Record<string, string>): Advertising {
  const faults: Record<string, string> = {}
  const text = (name: string) => (typed[name] ?? '').trim()
  const sizes = (name: string, widest: number): AdSize[] => {
    const read = parseSizes(text(name), widest)
    if (read === null)
      faults[name] = `Write sizes like 300x250, 320x100: at most ${widest} pixels wide here, and 600 high.`
    return read ?? []
  }
  const slots = Object.fromEntries(
    adSlotNames.map((name) => [
      name,
      {
        shown: typed[`${name}.shown`] !== undefined,
        narrow: sizes(`${name}.narrow`, widestIn(name, 'narrow')),
        wide: sizes(`${name}.wide`, widestIn(name, 'wide')),
        adUnit: text(`${name}.adUnit`),
      },
    ]),
  )
  const adsTxt = text('adsTxt').replaceAll('\r\n', '\n')
  const lines = adsTxtFaults(adsTxt)
  if (lines.length > 0) faults.adsTxt = inWords(lines)
  const parsed = advertisingSchema.safeParse({ slots, networkCode: text('networkCode'), adsTxt })
  for (const { path } of parsed.error?.issues ?? []) {
    const name = path[0] === 'slots' ? `${String(path[1])}.${String(path[2])}` : String(path[0])
    faults[name] ??= advice[String(path.at(-1))] ?? 'This cannot be taken.'
  }
  if (parsed.success && Object.keys(faults).length === 0) return parsed.data
  throw new Refusal('invalid', 'Nothing was changed. Please look at what is marked below.', faults)
}

const advice: Record<string, string> = {
  networkCode: 'Enter the figures of your network code, like 1234567.',
  adUnit: 'Enter the ad unit’s code without the network’s, like magazine/article.',
  adsTxt: 'Use at most 100,000 characters.',
}

function inWords(lines: { line: number; fault: string }[]): string {
  const shown = lines.slice(0, 5).map(({ line, fault }) => `Line ${line} ${fault}.`)
  const rest = lines.length - shown.length
  return [...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' ')
}
