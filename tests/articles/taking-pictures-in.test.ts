import { expect, test } from 'vitest'
import { afterSending, atFirst, onward, type TakingIn } from '#app/desk/_editor/taking-in.ts'
import { answerOf, type Sent } from '#app/desk/_ui/send-picture.ts'

const known = {
  id: '0198a5a0-0000-7000-8000-000000000001',
  contentHash: 'a',
  width: 10,
  height: 10,
  colour: '#000000',
  alt: '',
  caption: '',
  credit: 'A. Person',
  focus: { x: 50, y: 50 },
  fileName: 'known.jpg',
  reasons: [],
  mayBeUsed: true,
  facts: {},
  isNew: false,
}

test('a refused picture keeps back none of those after it, and every fault is told', () => {
  const answers: [string, Sent][] = [
    ['text.jpg', { fault: 'It is no picture.' }],
    ['known.jpg', { picture: known }],
    ['huge.png', { fault: 'The picture is larger than 25 MB.' }],
    ['new.png', { picture: { ...known, isNew: true } }],
  ]
  let so: TakingIn = atFirst
  const taken: string[] = []
  for (const [name, sent] of answers) {
    const after = afterSending(so, sent, name)
    if (after.taken !== null) taken.push(name)
    so = after.next
  }
  expect(taken).toEqual(['known.jpg'])
  expect(so).toMatchObject({ at: 3, asked: { isNew: true } })
  expect(onward(so)).toEqual({
    at: 4,
    asked: null,
    faults: ['text.jpg: It is no picture.', 'huge.png: The picture is larger than 25 MB.'],
  })
})

test('the answer to a picture that was sent is taken only as what it has to be', () => {
  expect(answerOf(201, known)).toEqual({ picture: known })
  expect(answerOf(422, { message: 'It is no picture.' })).toEqual({ fault: 'It is no picture.' })
  const onOurSide = { fault: 'Something went wrong on our side. Please try it again in a moment.' }
  for (const other of [null, {}, { id: known.id }, { ...known, width: '10' }, 'A proxy’s page'])
    expect(answerOf(201, other)).toEqual(onOurSide)
  expect(answerOf(404, null)).toMatchObject({ fault: expect.stringContaining('not signed in') })
})
