import { z } from 'zod'
import type { Config } from '#lib/config.ts'
import type { Finding } from './phase.ts'

/** Judges a text by what it says: a model, a service, a rule of the magazine's own. */
export interface Classifier {
  /** @throws when it has no answer: the text is then held */
  classify(asked: { text: string; articleId: string }): Promise<Omit<Finding, 'phase'>[]>
}

const waitMs = 4_000
const longestAnswer = 64_000

const answerSchema = z.object({
  verdict: z.enum(['publish', 'hold', 'reject']),
  reasons: z.array(z.string().trim().min(1).max(300)).max(20).default([]),
})

/**
 * A classifier behind HTTP, as docs/comments.md describes it. Who wrote the text is not told. It is asked once, at the
 * configured address alone: an answer that leads elsewhere is none.
 */
export function httpClassifier({ url, token }: NonNullable<Config['commentClassifier']>): Classifier {
  return {
    async classify({ text, articleId }) {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ version: 1, text, articleId }),
        signal: AbortSignal.timeout(waitMs),
      })
      if (response.status !== 200) {
        await response.body?.cancel()
        throw new Error(`it answered with status ${response.status}`)
      }
      const { verdict, reasons } = answerSchema.parse(JSON.parse(await boundedText(response)))
      if (verdict === 'publish') return []
      const said = reasons.length > 0 ? reasons : ['It gave no reason.']
      return said.map((reason) => ({ verdict, reason }))
    },
  }
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > longestAnswer) throw new Error('its answer is too long')
  }
  return text + decoder.decode()
}
