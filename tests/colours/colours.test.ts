import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrastsOf, ratioInWords, requireContrast } from '#lib/colours/contrast.ts'
import { changesOf, colourNames, coloursSchema, defaultPalettes, palettesOf, schemes } from '#lib/colours/model.ts'
import { styleOf, styleSheetOf } from '#lib/colours/style-sheet.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { Refusal } from '#lib/errors.ts'
import { changeColours } from '#lib/settings/colours.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const administrator = await makePerson(ctx, { roles: ['administrator'] })

function refusalOf(work: () => void): Refusal {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
  }
  throw new Error('nothing was refused')
}

describe('the colours of the house', () => {
  it('are those of the style sheet', () => {
    const css = readFileSync('app/globals.css', 'utf8')
    const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')
    const standsIn = (text: string, palette: Record<string, string>) =>
      Object.entries(palette).filter(([variable, value]) => !text.includes(`${variable}: ${value};`))
    expect(standsIn(light, styleOf(defaultPalettes.light))).toEqual([])
    // What the dark part does not name is as by day.
    const { '--button': button, '--on-button': onButton, ...named } = styleOf(defaultPalettes.dark)
    expect(standsIn(dark.slice(0, 600), named)).toEqual([])
    expect([button, onButton]).toEqual([defaultPalettes.light.button, defaultPalettes.light.onButton])
  })

  it('can all be read', () => {
    for (const scheme of schemes) expect(() => requireContrast(defaultPalettes)).not.toThrow(scheme)
  })
})

describe('contrast', () => {
  it('is counted as WCAG counts it', () => {
    const ratios = (ink: string, paper: string) =>
      contrastsOf({ ...defaultPalettes.light, ink, paper }).find(
        ({ front, ground }) => front === 'ink' && ground === 'paper',
      )
    expect(ratios('#000000', '#ffffff')?.ratio).toBeCloseTo(21, 5)
    expect(ratios('#777777', '#ffffff')).toMatchObject({ isEnough: false })
    expect(ratios('#767676', '#ffffff')).toMatchObject({ isEnough: true })
    expect(ratios('#ffffff', '#ffffff')?.ratio).toBeCloseTo(1, 5)
  })

  it('is never said to be more than it is', () => {
    expect([ratioInWords(4.4999), ratioInWords(4.5), ratioInWords(21)]).toEqual(['4.4 : 1', '4.5 : 1', '21.0 : 1'])
  })

  it('too low is refused with the pair’s name, beside the colour that stands in front', () => {
    const palettes = palettesOf(coloursSchema.parse({ dark: { accent: '#553322' } }))
    const refusal = refusalOf(() => requireContrast(palettes))
    expect(Object.keys(refusal.fields)).toEqual(['dark.accent'])
    expect(refusal.message).toContain('Accent on paper')
    expect(refusal.fields['dark.accent']).toMatch(/has a contrast of \d\.\d : 1, and needs 4\.5 : 1/)
  })
})

describe('the magazine’s own colours', () => {
  it('are kept where they differ, are noted, and are set as variables on the screen alone', async () => {
    await changeColours(ctx, () => palettesOf({ light: { accent: '#0b4f6c' }, dark: {} }), administrator.id)
    const { colours, name } = await magazineSettings(ctx)
    expect(colours).toEqual({ light: { accent: '#0b4f6c' }, dark: {} })
    expect(name).toBe('Standfirst')
    expect(styleSheetOf(colours)).toBe(
      '@media screen and (not (prefers-color-scheme:dark)){html:root{--accent:#0b4f6c}}',
    )
    const [noted] = await auditOf(ctx, [subjectOf('settings', 'magazine')])
    expect(noted).toMatchObject({ action: 'changed settings', actorId: administrator.id })
    await changeColours(ctx, () => ({}), administrator.id)
    expect(styleSheetOf((await magazineSettings(ctx)).colours)).toBe('')
  })

  it('that cannot be read are not kept', async () => {
    await expect(changeColours(ctx, () => ({ light: { ink: '#fbf8f2' } }), administrator.id)).rejects.toThrow(
      'could not be read',
    )
    expect((await magazineSettings(ctx)).colours).toEqual({ light: {}, dark: {} })
  })

  it('are six figures and nothing else: no text ends the style element', () => {
    const parse = (ink: string) => coloursSchema.safeParse({ light: { ink } }).success
    expect(['#ABCDEF', ' #abcdef ', '#abc', 'red', '#abcdef}</style>', 'url(x)', ''].map(parse)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ])
    expect(coloursSchema.safeParse({ light: { other: '#abcdef' } }).success).toBe(false)
  })

  it('that are the house’s own are not kept', () => {
    expect(changesOf(defaultPalettes)).toEqual({ light: {}, dark: {} })
    expect(colourNames).toHaveLength(12)
  })
})
