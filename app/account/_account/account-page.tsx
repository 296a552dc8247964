import type { ReactNode } from 'react'
import { PlainPage } from '#app/_ui/plain-page.tsx'

const rooms = [
  ['/account', 'Overview'],
  ['/account/membership', 'Membership'],
  ['/account/donations', 'Donations'],
  ['/account/books', 'Books'],
  ['/account/comments', 'Comments'],
  ['/account/security', 'Security'],
  ['/account/privacy', 'Privacy'],
] as const

/** A page of the account: what all of them share is a quiet way from one to the next. */
export function AccountPage({
  at,
  title,
  children,
}: {
  /** Which of the rooms it belongs to. */
  at: (typeof rooms)[number][0]
  title: ReactNode
  children: ReactNode
}) {
  return (
    <PlainPage
      title={title}
      before={
        <nav aria-label="Your account" className="mb-7 border-b border-rule print:hidden">
          <ul className="label flex flex-wrap gap-x-5 text-[0.9375rem]">
            {rooms.map(([path, name]) => (
              <li key={path}>
                <a
                  href={path}
                  aria-current={path === at ? 'page' : undefined}
                  className={`flex min-h-11 items-center whitespace-nowrap no-underline hover:underline ${path === at ? 'font-semibold text-ink' : 'text-soft'}`}
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      }
    >
      {children}
    </PlainPage>
  )
}

/** Says that something was done, at the top of the page one comes back to. */
export function DoneNote({ children }: { children: ReactNode }) {
  return (
    <output className="mt-5 block border-l-4 border-good bg-panel px-4 py-3 font-plain text-[0.9375rem]">
      {children}
    </output>
  )
}
