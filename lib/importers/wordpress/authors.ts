import { slugify } from '#lib/articles/model.ts'
import { rootOf, type Way } from './addresses.ts'
import { plainText } from './content.ts'
import type { WordPressItem, WordPressSite } from './parse.ts'

export interface Author {
  name: string
  slug?: string
  biography?: string
  /** As they were called in addresses there. */
  login: string
}

/**
 * Whom a post is by, in the order of its byline; two accounts of one name stay two authors. The plug-ins Co-Authors Plus
 * and PublishPress Authors write the byline as terms, whose names are logins or names.
 * @param site with plain names, and with its guests
 */
export function creditsOf(item: WordPressItem, site: WordPressSite): Author[] {
  const credited = item.terms.filter(({ domain, name, nicename }) => domain === 'author' && `${name}${nicename}` !== '')
  if (credited.length > 0)
    return credited.map(({ name, nicename }) => {
      const login = nicename.replace(/^cap-/, '')
      const known = [login, name, nicename].find((one) => site.authors.has(one))
      return known === undefined ? { name: plainText(name) || login, login } : accountOf(known, site)
    })
  // Exports edited by hand have been seen with a bracket too many: <dc:creator>>name.
  const login = item.creator.replace(/[<>]/g, '').trim()
  return login === '' ? [] : [accountOf(login, site)]
}

function accountOf(login: string, site: WordPressSite): Author {
  const name = site.authors.get(login) ?? login
  const first = firstOfName(site.authors).get(slugify(name))
  const slug = first === undefined || first === login ? slugify(name) : slugify(login)
  const biography = plainText(site.biographies.get(login) ?? '')
  return { name, login, ...(slug !== '' && { slug }), ...(biography !== '' && { biography }) }
}

const firsts = new WeakMap<Map<string, string>, { size: number; first: Map<string, string> }>()

/** The first login of each name, by the name's slug. Asked for every post, so remembered until there is another author. */
function firstOfName(authors: Map<string, string>): Map<string, string> {
  const known = firsts.get(authors)
  if (known?.size === authors.size) return known.first
  const first = new Map([...authors].toReversed().map(([login, name]): [string, string] => [slugify(name), login]))
  firsts.set(authors, { size: authors.size, first })
  return first
}

/** Adds a guest of Co-Authors Plus to those who have accounts: somebody with a name and a biography, and no password. */
export function addGuest(item: WordPressItem, site: WordPressSite): void {
  const said = (key: string) => (item.meta.get(`cap-${key}`) ?? '').trim()
  const login = said('user_login') || item.slug.replace(/^cap-/, '')
  const name = plainText(said('display_name') || item.title) || `${said('first_name')} ${said('last_name')}`.trim()
  if (login === '' || name === '') return
  // A guest that stands for an account tells more of it.
  for (const one of [login, said('linked_account')]) {
    if (one === '') continue
    site.authors.set(one, name)
    if (said('description') !== '') site.biographies.set(one, said('description'))
  }
}

/** Where the pages of a byline's authors lead. */
export function authorWays(authors: Author[], site: WordPressSite): Way[] {
  const root = rootOf(site)
  return authors.flatMap(({ login, slug, name }) => {
    const to = `/authors/${slug ?? slugify(name)}`
    if (to === '/authors/') return []
    const id = site.authorIds.get(login) ?? ''
    // Names in addresses are logins in small letters and hyphens.
    const names = [...new Set([login, slugify(login)])].filter((one) => one !== '')
    return [
      ...names.flatMap((one) => [
        { from: `${root}/author/${encodeURIComponent(one)}/`, to },
        { from: `${root}/?author_name=${encodeURIComponent(one)}`, to },
      ]),
      ...(id === '' ? [] : [{ from: `${root}/?author=${id}`, to }]),
    ]
  })
}
