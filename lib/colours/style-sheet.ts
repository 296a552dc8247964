import { colourNames, type ColourName, type Colours } from './model.ts'

const variables: Record<ColourName, string> = {
  paper: '--paper',
  panel: '--panel',
  ink: '--ink',
  inkSoft: '--ink-soft',
  rule: '--rule',
  ruleStrong: '--rule-strong',
  accent: '--accent',
  button: '--button',
  onButton: '--on-button',
  field: '--field',
  good: '--good',
  warn: '--warn',
}

/**
 * CSS that gives every page the magazine's own colours; empty where it has none. A dark page keeps the house's dark
 * colours where only light ones were changed. Printed is in black, whatever they are.
 */
export function styleSheetOf({ light, dark }: Colours): string {
  const [lightRule, darkRule] = [light, dark].map(declarations)
  return [
    lightRule && `@media screen and (not (prefers-color-scheme:dark)){html:root{${lightRule}}}`,
    darkRule && `@media screen and (prefers-color-scheme:dark){html:root{${darkRule}}}`,
  ]
    .filter(Boolean)
    .join('')
}

/** The variables and what they are set to, as a style attribute takes them. */
export function styleOf(palette: Partial<Record<ColourName, string>>): Record<string, string> {
  return Object.fromEntries(
    colourNames.flatMap((name) => {
      const value = palette[name]
      return value === undefined ? [] : [[variables[name], value]]
    }),
  )
}

function declarations(palette: Partial<Record<ColourName, string>>): string {
  return Object.entries(styleOf(palette))
    .map(([variable, value]) => `${variable}:${value}`)
    .join(';')
}
