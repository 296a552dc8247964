import 'server-only'
import type { Access } from '#lib/articles/model.ts'
import { isPublicThread } from '#lib/comments/model.ts'
import { mayReadComments } from '#lib/comments/policy.ts'
import { commentReaders } from './published.ts'
import { judge, whoAsks } from './reading.ts'

/** Whether everybody reads the comments under an article, so that they are a part of pages that are kept. */
export async function isForEverybody({ access }: { access: Access }): Promise<boolean> {
  return isPublicThread(access, { readers: await commentReaders() })
}

/** Whether the one who asks reads the comments under an article; where not everybody does, decided for each request. */
export async function readsComments(article: { id: string; access: Access }): Promise<boolean> {
  const readers = await commentReaders()
  if (isPublicThread(article.access, { readers })) return true
  const asking = await whoAsks()
  const { verdict } = await judge(asking, article)
  const { benefits = [], roles = [] } = asking.reader ?? {}
  return mayReadComments({ access: article.access, readers }, { benefits, roles, isTextOpen: verdict.open })
}
