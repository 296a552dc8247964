import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ArticleState } from '#lib/articles/model.ts'
import { blocksHold, mayMove, moves, movesFor, rules } from '#lib/articles/workflow/moves.ts'
import { staffRoles, type StaffRole } from '#lib/people/model.ts'

const states: ArticleState[] = ['draft', 'submitted', 'in_edit', 'ready', 'scheduled', 'published', 'unpublished']
const editor = { personId: 'editor', roles: ['editor' as const] }
const author = { personId: 'author', roles: ['author' as const] }
const own = (state: ArticleState) => ({ state, authorPersonIds: ['author'] })

test('every move has a name, a sentence and somewhere to go from', () => {
  expect(moves.map((move) => rules[move].name)).toEqual([
    'Submit',
    'Take back',
    'Take into edit',
    'Send back',
    'Mark ready',
    'Schedule',
    'Take off the schedule',
    'Publish now',
    'Update',
    'Take down',
  ])
  for (const move of moves) {
    expect(rules[move].sentence).toMatch(/^(Authors|Editors) .+\.$/)
    expect(rules[move].from.length).toBeGreaterThan(0)
  }
})

test('what each may do with an article of the author’s own, state by state', () => {
  expect(Object.fromEntries(states.map((state) => [state, movesFor(author, own(state))]))).toEqual({
    draft: ['submit'],
    submitted: ['take_back'],
    in_edit: [],
    ready: [],
    scheduled: [],
    published: [],
    unpublished: [],
  })
  expect(Object.fromEntries(states.map((state) => [state, movesFor(editor, own(state))]))).toEqual({
    draft: ['submit', 'take_into_edit', 'schedule', 'publish'],
    submitted: ['take_into_edit', 'send_back', 'schedule', 'publish'],
    in_edit: ['send_back', 'mark_ready', 'schedule', 'publish'],
    ready: ['take_into_edit', 'send_back', 'schedule', 'publish'],
    scheduled: ['schedule', 'unschedule', 'publish', 'update'],
    published: ['update', 'unpublish'],
    unpublished: ['take_into_edit', 'schedule', 'publish'],
  })
})

const someRoles = fc.uniqueArray(fc.constantFrom<StaffRole>(...staffRoles))

test('without an editor no sequence of moves leads to where readers see an article', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ArticleState>('draft', 'submitted', 'in_edit', 'ready', 'unpublished'),
      fc.array(
        fc.record({
          move: fc.constantFrom(...moves),
          roles: someRoles.map((roles) => roles.filter((role) => role !== 'editor' && role !== 'managing_editor')),
          personId: fc.constantFrom('author', 'somebody'),
        }),
        { maxLength: 30 },
      ),
      (start, attempts) => {
        let state = start
        for (const { move, ...staff } of attempts) if (mayMove(move, staff, own(state))) state = rules[move].to ?? state
        expect(['scheduled', 'published']).not.toContain(state)
      },
    ),
  )
})

test('whoever is neither an editor nor its author moves nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.constantFrom(...moves), someRoles, (state, move, roles) => {
      const others = roles.filter((role) => role !== 'editor' && role !== 'managing_editor')
      expect(mayMove(move, { personId: 'somebody', roles: others }, own(state))).toBe(false)
    }),
  )
})

test('an author who is no longer staff moves nothing', () => {
  expect(movesFor({ personId: 'author', roles: [] }, own('draft'))).toEqual([])
})

test('an editor gets any article from any state to its readers and back', () => {
  for (const start of states) {
    const reached = new Set<ArticleState>([start])
    for (const state of reached) for (const move of movesFor(editor, own(state))) reached.add(rules[move].to ?? state)
    expect(reached).toContain('published')
    expect(reached).toContain('in_edit')
  }
})

test('what is missing holds back what readers do not see, and never an update of what they do', () => {
  expect(blocksHold('publish', 'ready')).toBe(true)
  expect(blocksHold('update', 'scheduled')).toBe(true)
  expect(blocksHold('update', 'published')).toBe(false)
  expect(blocksHold('unpublish', 'published')).toBe(false)
})
