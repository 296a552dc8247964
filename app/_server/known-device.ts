import 'server-only'
import { cookies, headers } from 'next/headers'
import { browserStorage } from '#lib/browser-storage/model.ts'
import type { Context } from '#lib/context.ts'
import { noteDevice } from '#lib/people/known-devices.ts'

/** Marks the browser of whoever works for the magazine when they sign in, and mails them when it was not marked yet. */
export async function tellOfNewDevice(ctx: Context, personId: string): Promise<void> {
  const { name, days } = browserStorage.device
  const [jar, sent] = [await cookies(), await headers()]
  const token = jar.get(name)?.value
  const marked = await noteDevice(ctx, { personId, token, userAgent: sent.get('user-agent') })
  if (marked === null) return
  jar.set(name, marked, {
    maxAge: days * 86_400,
    path: '/api/auth',
    sameSite: 'lax',
    secure: ctx.config.publicUrl.startsWith('https:'),
    httpOnly: true,
  })
}
