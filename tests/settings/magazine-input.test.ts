import { describe, expect, it } from 'vitest'
import { magazineInputSchema, timeZones } from '#lib/settings/magazine-input.ts'

const good = {
  name: 'Saltmarsh',
  tagline: '',
  description: '',
  publisher: '',
  timeZone: 'Europe/London',
  locale: 'en-GB',
}
const faults = (change: Record<string, string>) => {
  const { error } = magazineInputSchema.safeParse({ ...good, ...change })
  return error?.issues.map(({ path }) => path.join('.')) ?? []
}

describe('the magazine as its form says it', () => {
  it('needs a name, a time zone that there is, and a way of writing that there is', () => {
    expect(faults({})).toEqual([])
    expect(faults({ name: ' ' })).toEqual(['name'])
    expect(faults({ timeZone: 'Mars/Olympus' })).toEqual(['timeZone'])
    expect(faults({ timeZone: '' })).toEqual(['timeZone'])
    expect(faults({ locale: 'not a locale' })).toEqual(['locale'])
    expect(faults({ tagline: 'x'.repeat(121) })).toEqual(['tagline'])
  })

  it('may choose every time zone that is offered', () => {
    const offered = timeZones()
    expect(offered.length).toBeGreaterThan(300)
    expect(offered.filter((timeZone) => faults({ timeZone }).length > 0)).toEqual([])
    expect(offered).toContain('UTC')
  })
})
