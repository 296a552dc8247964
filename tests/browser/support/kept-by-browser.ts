import type { BrowserContext } from '@playwright/test'
import { isKnown } from '#lib/browser-storage/model.ts'

/** What a browser keeps of the magazine that /cookies does not tell of. @param host of the magazine */
export async function unknownStorage(context: BrowserContext, host: string): Promise<string[]> {
  const cookies = (await context.cookies()).filter(({ domain, name }) => domain === host && !isKnown(name, 'cookie'))
  const found = cookies.map(({ name }) => `cookie ${name}`)
  for (const page of context.pages()) {
    if (page.isClosed() || new URL(page.url()).hostname !== host) continue
    // A page that is leaving keeps nothing new.
    const kept = await page
      .evaluate(async () => ({
        local: Object.keys(localStorage),
        session: Object.keys(sessionStorage),
        databases: (await indexedDB.databases()).map(({ name = '' }) => name),
      }))
      .catch(() => ({ local: [], session: [], databases: [] }))
    found.push(
      ...kept.local.filter((name) => !isKnown(name, 'localStorage')).map((name) => `local storage ${name}`),
      ...kept.session.map((name) => `session storage ${name}`),
      ...kept.databases.filter((name) => !isKnown(name, 'IndexedDB')).map((name) => `database ${name}`),
    )
  }
  return [...new Set(found)]
}
