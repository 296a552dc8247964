import 'server-only'
import { personById } from '#lib/people/queries.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { doorOf } from '#lib/second-factor/queries.ts'
import { hashToken } from '#lib/secret-token.ts'
import { outsideTime } from '#lib/system-time.ts'
import { deskPages } from '#app/desk/_ui/pages.ts'
import { barePage } from './bare-page.ts'
import { currentContext } from './context.ts'
import { sessionAdapter, sessionTokenIn } from './session-adapter.ts'

/**
 * Who comes to a page of the desk, judged before anything is rendered: only then can the answer be a redirect or a 404
 * by its status, and be one without JavaScript. What a page and its actions let through they ask once more themselves.
 * @param cookie finds a cookie's value by its name
 */
export async function judgeAtDeskDoor(
  path: string,
  cookie: (name: string) => string | undefined,
): Promise<'enter' | 'sign_in' | 'not_here' | 'ask' | 'set_up'> {
  const token = sessionTokenIn(cookie)
  if (token === undefined) return 'sign_in'
  const ctx = currentContext()
  const found = await sessionAdapter(ctx.db).getSessionAndUser?.(token)
  const person = found && found.session.expires > outsideTime(ctx) ? await personById(ctx, found.user.id) : null
  if (!person) return 'sign_in'
  const door = await doorOf(ctx, person, hashToken(token))
  if (door !== 'open') return door
  // The longest address wins: /desk is the beginning of them all.
  const page = deskPages
    .toSorted((a, b) => b.href.length - a.href.length)
    .find(({ href }) => path === href || path.startsWith(`${href}/`))
  return mayOpenDesk(person) && page?.may(person) ? 'enter' : 'not_here'
}

/** The whole of a 404 that is answered before any page is made. */
export const nothingHere = barePage(
  'Nothing here for you',
  `<p>There is no such page, or it belongs to a role that is not yours. If your work needs it, ask an administrator.</p>
<p><a href="/">The front page</a></p>`,
)
