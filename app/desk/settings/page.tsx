import type { Metadata } from 'next'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { requireStaff } from '#app/_server/staff.ts'

export const instant = false
export const metadata: Metadata = { title: 'Settings', robots: { index: false } }

const groups = [
  {
    href: '/desk/settings/magazine',
    name: 'The magazine',
    about: 'Its name, tagline, publisher and logo, its time zone, and how dates are written.',
  },
  {
    href: '/desk/settings/colours',
    name: 'Colours',
    about: 'The colours of every page, by day and in dark mode, checked for who sees less well.',
  },
  {
    href: '/desk/settings/giving',
    name: 'Plans and amounts',
    about: 'What supporters and patrons give, what is suggested, currencies, days of grace, memberships given away.',
  },
  {
    href: '/desk/settings/texts',
    name: 'Texts',
    about: 'The sentences readers meet most: the ask, the donate page, invitations, thanks, the foot of every page.',
  },
  {
    href: '/desk/settings/access',
    name: 'Access',
    about: 'Who may read new articles, free metered articles a month, articles given by link, search engines.',
  },
  {
    href: '/desk/settings/advertising',
    name: 'Advertising',
    about: 'Where advertising stands, what Google may deliver, ads.txt, and topics that are free of it.',
  },
  {
    href: '/desk/settings/comments',
    name: 'Comments',
    about: 'Who reads them, what waits for a moderator, banned and suspect words, when threads close.',
  },
  {
    href: '/desk/settings/cases',
    name: 'Cases',
    about: 'How long the managing editor has for an answer, when the desk warns, what letters begin from.',
  },
  {
    href: '/desk/settings/books',
    name: 'Books',
    about: 'How long the addresses of signed books are kept once they have arrived.',
  },
  {
    href: '/desk/settings/staff',
    name: 'Staff accounts',
    about: 'Who needs a second factor to open the desk, from when on, and who has none yet.',
  },
  {
    href: '/desk/settings/export',
    name: 'Export',
    about: 'The whole magazine in one archive: articles, pictures, comments, members, donations.',
  },
  {
    href: '/desk/settings/privacy',
    name: 'How long things are kept',
    about: 'The schedule by which letters, addresses, mails and sign-ins are removed, and what the last night removed.',
  },
  {
    href: '/desk/settings/data-requests',
    name: 'Data requests',
    about: 'What is kept about one person, for those who ask in writing; who asked, and who fetched it.',
  },
  {
    href: '/desk/settings/webhooks',
    name: 'Webhooks',
    about: 'Whose software is told when articles appear or are corrected and members join or lapse, and what was sent.',
  },
]

/** What can be set, group by group. */
export default async function SettingsPage() {
  await requireStaff('/desk/settings', mayChangeSettings)
  return (
    <>
      <h1>Settings</h1>
      <dl className="desk-facts">
        {groups.map(({ href, name, about }) => (
          <div key={href}>
            <dt>
              <a href={href}>{name}</a>
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
