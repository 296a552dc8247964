import { sessions } from '#db/schema/people.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { after, day, hour } from '#lib/clock.ts'
import type { Person } from '#lib/people/model.ts'
import { hashToken, makeToken } from '#lib/secret-token.ts'
import { openState } from '#scripts/embedded/state.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { buildOnce } from '#scripts/stack/build.ts'
import { startStack } from '#tests/donations/crashes/stack.ts'
import { makeMember, makePerson } from '#tests/support/factories.ts'
import { tell } from '../telling.ts'

export type Stack = Awaited<ReturnType<typeof startStack>>

/** Somebody with an account who is signed in. */
export interface SignedIn extends Person {
  session: string
}

/** A magazine as readers have it, with people who are about to do something. */
export interface Magazine {
  stack: Stack
  /** A web instance, and where readers come in; the same, unless something stands between. */
  webUrl: string
  publicUrl: string
  editor: SignedIn
  /** Who may comment; each of them does so once. */
  supporters: SignedIn[]
  /** What everybody reads and comments on. */
  article: { id: string; slug: string; headline: string }
  /** What supporters alone read to its end. */
  forMembers: { id: string; slug: string; headline: string }
  /** Drafts that wait for the editor. */
  drafts: { id: string; slug: string }[]
}

const sizes = { supporters: 240, drafts: 160 }

/**
 * Builds the site unless it is built, starts all of a magazine, and puts people and articles into it.
 * @param more what else it is told of its surroundings
 */
export async function openMagazine(more: Record<string, string> = {}): Promise<Magazine> {
  await builtSite()
  tell('Starting a magazine: PostgreSQL, the Stripe sandbox, a mail server, the built site and the worker.')
  const stack = await startStack(more, 'site')
  return peopled(stack, { webUrl: stack.webUrl, publicUrl: stack.webUrl })
}

/** Puts people and articles into a magazine. */
export async function peopled(stack: Stack, where: Pick<Magazine, 'webUrl' | 'publicUrl'>): Promise<Magazine> {
  const editor = await signedIn(stack, await makePerson(stack.ctx(), { roles: ['editor'], name: 'An editor' }))
  const supporters = []
  for (let number = 0; number < sizes.supporters; number += 1) {
    const supporter = await makePerson(stack.ctx(), { name: `Reader ${number}` })
    await makeMember(stack.ctx(), supporter, 'supporter')
    supporters.push(await signedIn(stack, supporter))
  }
  const drafts = []
  for (let number = 0; number < sizes.drafts; number += 1)
    drafts.push(await writeArticle(stack, `on-the-day-${number}`, 'draft'))
  const article = await writeArticle(stack, 'what-everybody-reads', 'published')
  const forMembers = await writeArticle(stack, 'what-supporters-read', 'published', 'supporters')
  return { stack, ...where, editor, supporters, article, forMembers, drafts }
}

/** A build is what is tried, as readers get it; one of the same sources is taken as it lies there. */
export async function builtSite(): Promise<void> {
  const state = openState('drills')
  const supervisor = await openSupervisor(state)
  await buildOnce(supervisor, state.logs)
  await supervisor.stop()
}

/** Their session is kept as next-auth keeps it: by the hash of its token. */
async function signedIn(stack: Stack, person: Person): Promise<SignedIn> {
  const session = makeToken()
  const { db, now } = stack.ctx()
  await db
    .insert(sessions)
    .values({ sessionToken: hashToken(session), userId: person.id, expires: after(now, 30 * day), createdAt: now })
  return { ...person, session }
}

async function writeArticle(
  stack: Stack,
  slug: string,
  state: 'draft' | 'published',
  access: 'public' | 'supporters' = 'public',
) {
  const headline = `The paper of ${slug}`
  const paragraph = (number: number) => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text: `Paragraph ${number}: what was written on the day.` }],
  })
  const { id } = await saveArticle(
    stack.ctx(),
    {
      slug,
      headline,
      standfirst: 'What it says.',
      body: { type: 'doc', content: Array.from({ length: 9 }, (_, index) => paragraph(index + 1)) },
      state,
      ...(state === 'published' && { publishedAt: after(stack.ctx().now, -hour) }),
      access,
      authors: [{ name: 'An author' }],
      topics: [{ name: 'Places' }],
    },
    { reason: 'Written', personId: null },
  )
  return { id, slug, headline }
}
