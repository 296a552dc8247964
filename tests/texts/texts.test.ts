import { describe, expect, it } from 'vitest'
import { changeSettings } from '#lib/settings/commands.ts'
import { textSettings } from '#lib/settings/queries.ts'
import { filledIn, textPlaces, textsSchema } from '#lib/texts/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const administrator = await makePerson(ctx, { roles: ['administrator'] })

describe('texts', () => {
  it('are the standard until they are worded anew, and those alone that are', async () => {
    const standard = await textSettings(ctx)
    expect(standard).toEqual(Object.fromEntries(textPlaces.map(({ key, standard: text }) => [key, text])))
    await changeSettings(ctx, 'texts', { ...standard, askTitle: 'Paid for by you' }, administrator.id)
    expect(await textSettings(ctx)).toEqual({ ...standard, askTitle: 'Paid for by you' })
  })

  it('have the magazine’s name where it is asked for', () => {
    const texts = textsSchema.parse({ thanks: '{magazine} thanks you. {magazine}!' })
    expect(filledIn(texts, 'Saltmarsh').thanks).toBe('Saltmarsh thanks you. Saltmarsh!')
  })

  it('are no longer than their places, and empty only where that says nothing', () => {
    for (const place of textPlaces) {
      const parse = (text: string) => textsSchema.safeParse({ [place.key]: text }).success
      expect([place.key, parse('x'.repeat(place.most)), parse('x'.repeat(place.most + 1))]).toEqual([
        place.key,
        true,
        false,
      ])
      expect([place.key, parse('  ')]).toEqual([place.key, 'optional' in place])
      expect(place.standard.length).toBeLessThanOrEqual(place.most)
    }
  })
})
