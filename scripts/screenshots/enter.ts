import { createHash, randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { connect } from '#db/client.ts'
import { people, sessions } from '#db/schema/people.ts'
import type { Stack } from '#scripts/stack/stack.ts'

/** Signs somebody of the demonstration in, without the mail: the session is kept as next-auth keeps it, by its token's hash. */
export async function enter(context: BrowserContext, stack: Stack, email: string): Promise<void> {
  const { db, close } = connect(stack.databaseUrl, 1)
  try {
    const [person] = await db.select({ id: people.id }).from(people).where(eq(people.email, email))
    if (!person) throw new Error(`nobody has the address ${email}`)
    const token = randomUUID()
    const now = new Date()
    await db.insert(sessions).values({
      sessionToken: createHash('sha256').update(token).digest('hex'),
      userId: person.id,
      // Far ahead of the time that is moved.
      expires: new Date(now.getTime() + 3650 * 86_400_000),
      createdAt: now,
    })
    await context.addCookies([{ name: 'authjs.session-token', value: token, url: stack.publicUrl }])
  } finally {
    await close()
  }
}
