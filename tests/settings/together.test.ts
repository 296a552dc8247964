import { expect, test } from 'vitest'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { changeColours } from '#lib/settings/colours.ts'
import { changeMagazine } from '#lib/settings/commands.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { together } from '#lib/settings/together.ts'
import { withOthers, withWas } from '#app/desk/settings/was.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const [ada, bob] = await Promise.all([
  makePerson(ctx, { roles: ['administrator'] }),
  makePerson(ctx, { roles: ['administrator'] }),
])

test('name and colours that two save at once are both there, and each on record under its name', async () => {
  await Promise.all([
    changeMagazine(ctx, (now) => ({ ...now, name: 'The Saltmarsh' }), ada.id),
    changeColours(ctx, () => ({ light: { accent: '#0b4f6c' } }), bob.id),
    changeMagazine(ctx, (now) => ({ ...now, tagline: 'Mud, mostly' }), bob.id),
  ])
  expect(await magazineSettings(ctx)).toMatchObject({
    name: 'The Saltmarsh',
    tagline: 'Mud, mostly',
    colours: { light: { accent: '#0b4f6c' } },
  })
  expect(await auditOf(ctx, [subjectOf('settings', 'magazine')])).toHaveLength(3)
})

test('of one form each field is as whoever changed it has it; what both changed is told', () => {
  const was = { name: 'A', tagline: 'B', publisher: 'C' }
  const now = { name: 'A', tagline: 'B by Bob', publisher: 'C by Bob' }
  expect(together(was, { name: 'A by Ada', tagline: 'B', publisher: 'C' }, now)).toEqual({
    fields: { name: 'A by Ada', tagline: 'B by Bob', publisher: 'C by Bob' },
    met: [],
  })
  expect(together(was, { name: 'A', tagline: 'B by Ada', publisher: 'C by Bob' }, now).met).toEqual(['tagline'])
  expect(together(now, { name: 'A', tagline: 'B by Ada', publisher: 'C by Bob' }, now)).toMatchObject({ met: [] })
})

test('whoever is second to change a field is told what it is now, and puts theirs in its place by saving again', () => {
  const opened = withWas({ name: 'A', tagline: 'B' })
  const now = { name: 'A', tagline: 'B by Bob' }
  const mine = { name: 'A by Ada', tagline: 'B by Ada' }
  const { refused } = withOthers({ ...opened, ...mine }, mine, now)
  expect(refused).toMatchObject({ fields: { tagline: 'It is “B by Bob” now.' }, typed: mine })
  const again = withOthers(refused?.typed ?? {}, mine, now)
  expect(again).toEqual({ fields: mine, refused: null })
  // A page from before forms said what they held replaces all, as it did.
  expect(withOthers(mine, mine, now)).toEqual({ fields: mine, refused: null })
})
