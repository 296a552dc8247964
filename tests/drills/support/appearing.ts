import { expect } from 'vitest'
import { publishArticle, unpublishArticle } from '#tests/support/standing.ts'
import { tell } from '../telling.ts'
import type { Magazine } from './magazine.ts'

/** Publishes a draft that nobody could see, by hand. @returns its address for readers, and its id */
export async function publishDraft({ stack, drafts, editor, publicUrl }: Magazine, which: number) {
  const draft = drafts.at(which)
  if (draft === undefined) throw new Error('too few are there')
  const address = `${publicUrl}/articles/${draft.slug}`
  expect((await fetch(address)).status).toBe(404)
  await publishArticle(stack.ctx(), { articleId: draft.id, personId: editor.id })
  return { address, articleId: draft.id }
}

/** An article is published, and taken down again: readers see either within seconds, by its public address. */
export async function appearsSoon(magazine: Magazine, which: number): Promise<void> {
  const { stack, editor } = magazine
  const began = performance.now()
  const { address, articleId } = await publishDraft(magazine, which)
  const status = async () => (await fetch(address)).status
  await expect.poll(status, { timeout: 10_000, interval: 50 }).toBe(200)
  const shown = performance.now()
  await unpublishArticle(stack.ctx(), { articleId, personId: editor.id })
  await expect.poll(status, { timeout: 10_000, interval: 50 }).not.toBe(200)
  const times = [shown - began, performance.now() - shown].map((ms) => (ms / 1_000).toFixed(1))
  tell(`  An article was there ${times[0]} s after it was published, and gone ${times[1]} s after it was taken down.`)
}
