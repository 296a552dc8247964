import { createServer, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { v7 } from 'uuid'
import { afterAll, describe, expect, it } from 'vitest'
import { judge } from '#lib/comments/moderation/judge.ts'
import type { Context } from '#lib/context.ts'
import { makeArticle } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCommenter } from './conversation.ts'

const ctx = await testContext()

const harmless = 'I was there that morning, and it rained until noon.'

async function judged(asking: Context, articleId = v7()) {
  const person = { id: (await makeCommenter(ctx)).id, isStaff: false }
  return judge(asking, { articleId, person, commentId: null, text: harmless, waits: false })
}

describe('a classifier behind HTTP', () => {
  const servers: Server[] = []
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  })

  interface Asked {
    body: unknown
    authorization: string | undefined
  }

  /** A real server that answers so. */
  async function classifier(answer: (response: ServerResponse) => void): Promise<{ ctx: Context; asked: Asked[] }> {
    const asked: Asked[] = []
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        asked.push({
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
          authorization: request.headers.authorization,
        })
        answer(response)
      })
    })
    servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const commentClassifier = { url: `http://127.0.0.1:${port}/judge`, token: 'only-for-tests' }
    return { ctx: { ...ctx, config: { ...ctx.config, commentClassifier } }, asked }
  }

  const json = (value: unknown) => (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }

  it('is told the text and the article, and not who wrote it', async () => {
    const { ctx: asking, asked } = await classifier(json({ verdict: 'publish' }))
    const { id: articleId } = await makeArticle(ctx)
    expect((await judged(asking, articleId)).state).toBe('published')
    expect(asked).toEqual([{ body: { version: 1, text: harmless, articleId }, authorization: 'Bearer only-for-tests' }])
  })

  it.each([
    ['hold', 'held'],
    ['reject', 'rejected'],
  ])('its verdict “%s” is followed, with its reasons', async (verdict, state) => {
    const { ctx: asking } = await classifier(json({ verdict, reasons: ['It is unkind (0.97).'] }))
    expect(await judged(asking)).toEqual({
      state,
      findings: [{ phase: 'classifier', verdict, reason: 'It is unkind (0.97).' }],
    })
  })

  it('is not followed to another address', async () => {
    const elsewhere = await classifier(json({ verdict: 'publish' }))
    const { ctx: asking } = await classifier((response) => {
      response.writeHead(307, { location: elsewhere.ctx.config.commentClassifier?.url }).end()
    })
    expect((await judged(asking)).state).toBe('held')
    expect(elsewhere.asked).toEqual([])
  })

  it.each([
    ['answers that something is wrong', (response: ServerResponse) => response.writeHead(500).end('{}')],
    ['answers what is no JSON', (response: ServerResponse) => response.writeHead(200).end('<html>')],
    ['answers what is no verdict', json({ verdict: 'perhaps' })],
    ['hangs up', (response: ServerResponse) => response.destroy()],
    ['answers without end', (response: ServerResponse) => response.writeHead(200).end(' '.repeat(100_000))],
    ['does not answer', () => undefined],
  ])(
    'one that %s holds the comment',
    async (_, answer) => {
      const { ctx: asking } = await classifier(answer)
      expect(await judged(asking)).toEqual({
        state: 'held',
        findings: [{ phase: 'classifier', verdict: 'hold', reason: 'This check failed, so it was not made.' }],
      })
    },
    20_000,
  )

  it('one that is not there holds the comment', async () => {
    const commentClassifier = { url: 'http://127.0.0.1:9/judge', token: undefined }
    expect((await judged({ ...ctx, config: { ...ctx.config, commentClassifier } })).state).toBe('held')
  })
})
