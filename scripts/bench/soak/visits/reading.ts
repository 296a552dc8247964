import { places } from '../../magazine/size.ts'
import { newBrowser, turn, type Soaking } from '../soaking.ts'

/** The newest, which everybody reads: as many as are in memory once each was asked for. */
const newest = Array.from({ length: 60 }, (_, place) => `/articles/article-${place + 1}`)
const topics = ['politics', 'world', 'economy', 'science', 'culture', 'places'].map((slug) => `/topics/${slug}`)
const feeds = [
  '/feed.xml',
  '/feed.json',
  '/topics/politics/feed.xml',
  '/atom.xml',
  '/feed.xml',
  '/news-sitemap.xml',
  '/topics/world/feed.xml',
  '/sitemap.xml',
]
const words = ['river', 'council', 'water', places.rareWord, 'railway', 'school', 'Tarnqill', 'harbour', 'winter']
const threads = [places.longThread, places.shortThread].map(({ slug }) => `/articles/${slug}/comments`)
const sorts = ['newest', 'oldest', 'liked']

/** Each page once in either edition, so that what is kept in memory lies there before anything is measured. */
export async function readEverything(soaking: Soaking): Promise<void> {
  for (const edition of ['standard', 'supporter']) {
    const browser = newBrowser(soaking)
    if (edition === 'supporter') browser.setCookie('edition', edition)
    for (const path of ['/', ...topics, ...newest, ...soaking.metered]) await browser.open('reading', path)
  }
}

/** Somebody comes to a page, in either edition, and goes on to an article. */
export async function read(soaking: Soaking, number: number): Promise<void> {
  const browser = newBrowser(soaking)
  if (number % 3 === 2) browser.setCookie('edition', 'supporter')
  switch (number % 8) {
    case 0:
      await browser.open('reading', turn(feeds, number / 8))
      return
    case 1:
      await browser.open('reading', `${turn(threads, (number - 1) / 8)}?sort=${turn(sorts, number)}`)
      return
    case 2:
      await browser.open('reading', turn(soaking.metered, number))
      return
    case 3:
    case 4:
      await browser.open('reading', turn(topics, number))
      break
    default:
      await browser.open('reading', '/')
  }
  await browser.open('reading', turn(newest, number * 7))
  await browser.ask('reading', '/api/me')
}

/** Somebody looks for a word, and reads what is found first. */
export async function search(soaking: Soaking, number: number): Promise<void> {
  const browser = newBrowser(soaking)
  const { html } = await browser.open('searching', `/search?q=${turn(words, number)}`)
  const [found] = html.match(/\/articles\/article-\d+/g) ?? []
  if (found === undefined) throw new Error(`nothing was found for ${turn(words, number)}`)
  await browser.open('reading', found)
}
