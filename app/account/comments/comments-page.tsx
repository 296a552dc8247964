import type { ReactNode } from 'react'
import { unseenNotices } from '#lib/comments/notices/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { AccountPage } from '../_account/account-page.tsx'

const rooms = [
  ['/account/comments', 'Yours'],
  ['/account/comments/notices', 'Notices'],
  ['/account/comments/settings', 'Settings'],
] as const

/** One of the pages about a person's conversations, with the way to the others. */
export async function CommentsPage({
  at,
  title,
  personId,
  children,
}: {
  at: (typeof rooms)[number][0]
  title: string
  personId: string
  children: ReactNode
}) {
  const unseen = await unseenNotices(await requestContext(), personId)
  return (
    <AccountPage at="/account/comments" title={title}>
      <nav aria-label="Your conversations" className="mt-4">
        <ul className="label flex flex-wrap gap-x-6 text-[0.9375rem]">
          {rooms.map(([path, name]) => (
            <li key={path}>
              <a
                href={path}
                aria-current={path === at ? 'page' : undefined}
                className={`inline-flex min-h-11 items-center gap-1.5 no-underline hover:underline ${path === at ? 'font-semibold text-ink' : 'text-soft'}`}
              >
                {name}
                {path === '/account/comments/notices' && unseen > 0 && (
                  <span className="font-semibold text-accent">
                    {unseen}
                    <span className="sr-only"> not seen yet</span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </AccountPage>
  )
}
