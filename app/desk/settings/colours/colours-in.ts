import { colourNames, schemes, type ColourName, type Palette, type Scheme } from '#lib/colours/model.ts'

export function colourField(scheme: Scheme, name: ColourName): string {
  return `${scheme}.${name}`
}

/** Every colour by its field. */
export function colourFields(palettes: Record<Scheme, Palette>): Record<string, string> {
  return Object.fromEntries(
    schemes.flatMap((scheme) => colourNames.map((name) => [colourField(scheme, name), palettes[scheme][name]])),
  )
}

/** The colours a form holds, by scheme; what it does not hold is absent. */
export function coloursIn(typed: Record<string, string>): Record<Scheme, Partial<Palette>> {
  const paletteIn = (scheme: Scheme) =>
    Object.fromEntries(
      colourNames.flatMap((name) => {
        const value = typed[colourField(scheme, name)]
        return value === undefined ? [] : [[name, value]]
      }),
    )
  const [light = {}, dark = {}] = schemes.map(paletteIn)
  return { light, dark }
}
