import { describe, expect, it } from 'vitest'
import { letterSchema } from '#lib/cases/model.ts'
import { correctionSchema } from '#lib/corrections/model.ts'
import { refusalSchema } from '#lib/licences/model.ts'
import { typedFields } from '#lib/plain-text.ts'

const cannotBeKept = [expect.objectContaining({ message: expect.stringContaining('Paste it as plain text') })]

describe('what PostgreSQL takes for no text', () => {
  it('is a fault of the field it was typed into, in every form', () => {
    const { error } = typedFields.safeParse({ caseId: '1', note: 'Half\0a note', reason: 'Whole.\nTwo lines.' })
    expect(error?.issues).toMatchObject([{ path: ['note'] }])
    expect(error?.issues).toEqual(cannotBeKept)
    expect(typedFields.safeParse({ note: 'A note.\r\nUnd “mehr” 🙂' }).success).toBe(true)
  })

  it.each([
    ['a letter', letterSchema.pick({ text: true }), 'text'],
    ['the note of a correction', correctionSchema.pick({ note: true }), 'note'],
    ['a refusal', refusalSchema.pick({ letter: true }), 'letter'],
  ])('is a fault in %s, in the same words', (_, schema, field) => {
    expect(schema.safeParse({ [field]: 'Half of it,\0 and the rest.' }).error?.issues).toEqual(cannotBeKept)
  })
})
