import { ColorSpace, contrastWCAG21, parse, sRGB } from 'colorjs.io/fn'
import { Refusal } from '#lib/errors.ts'
import { colourPairs, colourWords, schemes, type ColourPair, type Palette, type Scheme } from './model.ts'

ColorSpace.register(sRGB)

export interface PairSeen extends ColourPair {
  /** From 1 to 21, as WCAG 2.2 counts it. */
  ratio: number
  isEnough: boolean
}

/** How well each pair of a palette can be told apart. Colours that are none have no ratio: 1. */
export function contrastsOf(palette: Palette): PairSeen[] {
  return colourPairs.map((pair) => {
    const ratio = ratioOf(palette[pair.front], palette[pair.ground])
    return { ...pair, ratio, isEnough: ratio >= pair.least }
  })
}

function ratioOf(front: string, ground: string): number {
  try {
    return contrastWCAG21(parse(front), parse(ground))
  } catch {
    return 1
  }
}

/** A ratio as it is said: never rounded up to what it does not reach. */
export function ratioInWords(ratio: number): string {
  return `${(Math.floor(ratio * 10) / 10).toFixed(1)} : 1`
}

/**
 * Nobody may be shown what they cannot read.
 * @throws Refusal `invalid`, with a fault for each front colour (`light.ink`) that names the pair
 */
export function requireContrast(palettes: Record<Scheme, Palette>): void {
  const fields: Record<string, string> = {}
  for (const scheme of schemes) {
    for (const pair of contrastsOf(palettes[scheme]).filter(({ isEnough }) => !isEnough))
      fields[`${scheme}.${pair.front}`] ??= inWords(pair)
  }
  const faults = Object.values(fields)
  if (faults.length > 0)
    throw new Refusal('invalid', `Some could not be read. ${faults.join(' ')} Nothing was changed.`, fields)
}

function inWords({ front, ground, ratio, least, use }: PairSeen): string {
  return `${colourWords[front].name} on ${colourWords[ground].name.toLowerCase()} (${use}) has a contrast of ${ratioInWords(ratio)}, and needs ${least} : 1.`
}
