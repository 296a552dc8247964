import { z } from 'zod'

/** The colours that carry the look: CSS variables of app/globals.css, where the same values stand. */
export const colourNames = [
  'paper',
  'panel',
  'ink',
  'inkSoft',
  'rule',
  'ruleStrong',
  'accent',
  'button',
  'onButton',
  'field',
  'good',
  'warn',
] as const
export type ColourName = (typeof colourNames)[number]

export const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

/** A colour of each name, as #rrggbb. */
export type Palette = Record<ColourName, string>

export const defaultPalettes: Record<Scheme, Palette> = {
  light: {
    paper: '#fbf8f2',
    panel: '#f3ede2',
    ink: '#1d1a16',
    inkSoft: '#564e44',
    rule: '#d8cfc0',
    ruleStrong: '#1d1a16',
    accent: '#8a1c1c',
    button: '#8a1c1c',
    onButton: '#fffaf3',
    field: '#fffdf9',
    good: '#23573a',
    warn: '#7a4a00',
  },
  dark: {
    paper: '#181512',
    panel: '#221e19',
    ink: '#ece4d8',
    inkSoft: '#b9ae9f',
    rule: '#3b342c',
    ruleStrong: '#a39786',
    accent: '#f0a193',
    button: '#8a1c1c',
    onButton: '#fffaf3',
    field: '#12100d',
    good: '#9fd3b2',
    warn: '#eac184',
  },
}

const colourSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'Enter a colour as # and six figures or letters a to f, such as #8a1c1c.')

const paletteSchema = z.partialRecord(z.enum(colourNames), colourSchema)

/** What a magazine changes of the colours; what it does not name stays as it is. */
export const coloursSchema = z.object({
  light: paletteSchema.default({}),
  dark: paletteSchema.default({}),
})
export type Colours = z.infer<typeof coloursSchema>

/** All colours as readers see them. */
export function palettesOf(colours: Colours): Record<Scheme, Palette> {
  return {
    light: { ...defaultPalettes.light, ...colours.light },
    dark: { ...defaultPalettes.dark, ...colours.dark },
  }
}

/** Leaves out what is as it would be anyway, so that a later look of the house is not held up by it. */
export function changesOf(palettes: Record<Scheme, Palette>): Colours {
  const changed = (scheme: Scheme) =>
    Object.fromEntries(
      colourNames
        .filter((name) => palettes[scheme][name] !== defaultPalettes[scheme][name])
        .map((name) => [name, palettes[scheme][name]]),
    )
  return { light: changed('light'), dark: changed('dark') }
}

export interface ColourPair {
  front: ColourName
  ground: ColourName
  /** The contrast it must have: 4.5 for text (WCAG 2.2, 1.4.3), 3 for what shows where a control is (1.4.11). */
  least: 4.5 | 3
  /** What it is seen as. */
  use: string
}

/** Every pair in which one of the colours must be told from another. Hairlines (`rule`) carry no meaning. */
export const colourPairs: readonly ColourPair[] = [
  { front: 'ink', ground: 'paper', least: 4.5, use: 'the text' },
  { front: 'ink', ground: 'panel', least: 4.5, use: 'text on panels' },
  { front: 'ink', ground: 'field', least: 4.5, use: 'what is typed' },
  { front: 'inkSoft', ground: 'paper', least: 4.5, use: 'lighter text: standfirsts, dates, credits' },
  { front: 'inkSoft', ground: 'panel', least: 4.5, use: 'lighter text on panels' },
  { front: 'inkSoft', ground: 'field', least: 3, use: 'the edge of a field' },
  { front: 'accent', ground: 'paper', least: 4.5, use: 'topic labels, faults, the count' },
  { front: 'accent', ground: 'panel', least: 4.5, use: 'the accent on panels' },
  { front: 'onButton', ground: 'button', least: 4.5, use: 'words on buttons' },
  { front: 'good', ground: 'paper', least: 4.5, use: 'what is well' },
  { front: 'warn', ground: 'paper', least: 4.5, use: 'what needs attention' },
  { front: 'ruleStrong', ground: 'paper', least: 3, use: 'the edge of a quiet button' },
]

/** What the colours are called at the desk, and what each is for. */
export const colourWords: Record<ColourName, { name: string; use: string }> = {
  paper: { name: 'Paper', use: 'What everything stands on.' },
  panel: { name: 'Panel', use: 'Boxes, rails, what is under the pointer.' },
  ink: { name: 'Ink', use: 'Headlines and text.' },
  inkSoft: { name: 'Soft ink', use: 'Standfirsts, dates, credits, edges of fields.' },
  rule: { name: 'Hairline', use: 'Fine lines between things.' },
  ruleStrong: { name: 'Strong line', use: 'Lines that part sections; edges of quiet buttons.' },
  accent: { name: 'Accent', use: 'Topic labels, faults, the focus.' },
  button: { name: 'Button', use: 'The ground of buttons, Donate above all.' },
  onButton: { name: 'On buttons', use: 'Words on them.' },
  field: { name: 'Field', use: 'Where one types.' },
  good: { name: 'Good', use: 'What is well.' },
  warn: { name: 'Warning', use: 'What needs attention.' },
}
