import { stroke } from './forms.ts'

/**
 * Capitals drawn with one stroke, so that no typeface has to be installed: the width of each and its path,
 * both in heights of a capital, from its left edge and its top. Only the letters that the covers need.
 */
const capitals: Record<string, readonly [width: number, path: string]> = {
  ' ': [0.34, ''],
  A: [0.76, 'M0 1L.38 0L.76 1M.13 .67L.63 .67'],
  C: [0.83, 'M.83 .124C.74 .046 .62 0 .5 0C.224 0 0 .224 0 .5C0 .776 .224 1 .5 1C.62 1 .74 .954 .83 .876'],
  D: [0.74, 'M0 0L.24 0C.52 0 .74 .22 .74 .5C.74 .78 .52 1 .24 1L0 1L0 0'],
  E: [0.5, 'M.5 0L0 0L0 1L.5 1M0 .5L.44 .5'],
  F: [0.48, 'M.48 0L0 0L0 1M0 .5L.42 .5'],
  G: [0.95, 'M.83 .124C.74 .046 .62 0 .5 0C.224 0 0 .224 0 .5C0 .776 .224 1 .5 1C.76 1 .95 .8 .95 .53L.56 .53'],
  H: [0.68, 'M0 0L0 1M.68 0L.68 1M0 .5L.68 .5'],
  I: [0, 'M0 0L0 1'],
  L: [0.46, 'M0 0L0 1L.46 1'],
  M: [0.86, 'M0 1L.1 0L.43 .74L.76 0L.86 1'],
  N: [0.7, 'M0 1L0 0L.7 1L.7 0'],
  O: [1, 'M.5 0C.776 0 1 .224 1 .5C1 .776 .776 1 .5 1C.224 1 0 .776 0 .5C0 .224 .224 0 .5 0'],
  P: [0.52, 'M0 1L0 0L.24 0C.4 0 .52 .12 .52 .275C.52 .43 .4 .55 .24 .55L0 .55'],
  R: [0.54, 'M0 1L0 0L.24 0C.4 0 .52 .12 .52 .275C.52 .43 .4 .55 .24 .55L0 .55M.24 .55L.54 1'],
  S: [
    0.52,
    'M.47 .13C.42 .05 .34 0 .25 0C.11 0 .02 .1 .02 .235C.02 .4 .14 .45 .26 .49C.4 .54 .52 .59 .52 .755C.52 .9 .41 1 .26 1C.14 1 .05 .94 0 .84',
  ],
  T: [0.6, 'M0 0L.6 0M.3 0L.3 1'],
  U: [0.64, 'M0 0L0 .66C0 .86 .14 1 .32 1C.5 1 .64 .86 .64 .66L.64 0'],
  V: [0.74, 'M0 0L.37 1L.74 0'],
  W: [1.08, 'M0 0L.27 1L.54 .12L.81 1L1.08 0'],
  Y: [0.68, 'M0 0L.34 .5L.68 0M.34 .5L.34 1'],
}

/** Pairs that stand too far apart, and by how many heights to close them. */
const closer: Record<string, number> = {
  PA: 0.16,
  AT: 0.16,
  TI: 0.03,
  TY: 0.08,
  FM: 0.04,
  MA: 0.08,
  TR: 0.03,
  EV: 0.06,
  VA: 0.2,
  AN: 0.02,
  OD: 0.06,
  UY: 0.04,
  YA: 0.2,
  TT: 0.08,
  RY: 0.08,
  TO: 0.1,
  OR: 0.04,
  OM: 0.06,
  GE: 0.04,
  RT: 0.04,
  NC: 0.04,
  CE: 0.05,
}

export interface Hand {
  /** Of a capital, strokes included. */
  height: number
  /** Width of the stroke. */
  weight: number
  /** Space between letters, in heights. */
  space: number
  colour: string
}

function layOut(text: string, { height, weight, space }: Hand): { width: number; d: string } {
  const unit = height - weight
  const shown = (value: number): number => Math.round(value * 10) / 10
  let [x, d] = [weight / 2, '']
  for (const [i, letter] of [...text].entries()) {
    const [width, path] = capitals[letter] ?? [0, '']
    x -= (closer[`${text[i - 1] ?? ''}${letter}`] ?? 0) * unit
    const left = x
    d += path.replace(
      /([\d.]+) ([\d.]+)/g,
      (_, px: string, py: string) => `${shown(left + Number(px) * unit)} ${shown(weight / 2 + Number(py) * unit)}`,
    )
    x += width * unit + weight + space * height
  }
  return { width: x - space * height - weight / 2, d }
}

export function lettered(x: number, y: number, text: string, hand: Hand): string {
  return `<g transform="translate(${x} ${y})">${stroke(layOut(text, hand).d, hand.colour, hand.weight, 'round')}</g>`
}

/** The same, with its middle at `x`. */
export function centred(x: number, y: number, text: string, hand: Hand): string {
  return lettered(Math.round(x - layOut(text, hand).width / 2), y, text, hand)
}
