import { expect, test } from 'vitest'
import { bodySchema } from '#lib/articles/body/document.ts'
import { writtenSchema } from '#lib/articles/written.ts'
import { answerRequest } from '#app/_server/requests.ts'

/** As an editor's browser never sends it: quotations within each other, this many. */
function nested(levels: number): string {
  const paragraph = '{"type":"paragraph","content":[{"type":"text","text":"Deep"}]}'
  const quoted = '{"type":"blockquote","content":['.repeat(levels) + paragraph + ']}'.repeat(levels)
  return `{"type":"doc","content":[${quoted}]}`
}

const parse = (json: string): unknown => JSON.parse(json)

test('a text of fifty quotations within each other is kept; one that is deeper is refused in words, however deep', () => {
  expect(bodySchema.safeParse(parse(nested(50))).success).toBe(true)
  for (const levels of [60, 2_000, 50_000]) {
    const { error } = bodySchema.safeParse(parse(nested(levels)))
    expect(error?.issues[0]?.message).toContain('more than 50 levels')
  }
})

test('lists in tables in lists are as deep as they are', () => {
  const list = (inner: string) => `{"type":"bulletList","content":[{"type":"listItem","content":[${inner}]}]}`
  let inner = '{"type":"paragraph"}'
  for (let level = 0; level < 200; level += 1) inner = list(inner)
  expect(bodySchema.safeParse(parse(`{"type":"doc","content":[${inner}]}`)).success).toBe(false)
})

test('a page that sends one is answered 422 with the sentence, not with a fault of ours', async () => {
  const request = new Request('http://localhost/api', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: nested(2_000),
  })
  const answer = await answerRequest(request, writtenSchema.shape.body, async () => Response.json({}))
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining('more than 50 levels') })
})
