import 'server-only'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { browserStorage } from '#lib/browser-storage/model.ts'
import { requestContext } from './context.ts'

const { name, days } = browserStorage.giftKey
const life = days * 24 * 60 * 60

/** The key of a browser in which a visitor began a gift; null for any other. */
export async function giftKey(): Promise<string | null> {
  const key = z.uuid().safeParse((await cookies()).get(name)?.value)
  return key.success ? key.data : null
}

/**
 * Lets the browser keep a key by which it is known as the one in which an order was begun. Only in an action.
 * @param formId the form's UUID, which stands in no address: two presses of one form come to the same key
 */
export async function keepGiftKey(formId: string): Promise<string> {
  const key = (await giftKey()) ?? formId
  const { config } = await requestContext()
  ;(await cookies()).set(name, key, {
    maxAge: life,
    path: '/donate',
    sameSite: 'lax',
    httpOnly: true,
    secure: config.publicUrl.startsWith('https:'),
  })
  return key
}
