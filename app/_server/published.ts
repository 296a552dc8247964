import 'server-only'
import { cache } from 'react'
import { cacheLife, cacheTag } from 'next/cache'
import type { Advertising } from '#lib/ad-slots/model.ts'
import type { HouseAd } from '#lib/ads/model.ts'
import { runningAds } from '#lib/ads/queries.ts'
import { adFreeTopics } from '#lib/articles/ad-free.ts'
import {
  articleBySlug,
  authorBySlug,
  byAuthor,
  byTopic,
  newest,
  redirectFor,
  topicBySlug,
  topicsInUse,
  type ArticleView,
  type Author,
  type Topic,
} from '#lib/articles/queries.ts'
import { relatedTo } from '#lib/articles/related.ts'
import { slugSchema, type ArticleCard } from '#lib/articles/model.ts'
import { stateOf, type Campaign, type CampaignState, type Zone } from '#lib/books/model.ts'
import { campaignBySlug, liveCampaigns } from '#lib/books/queries.ts'
import { zonesOf } from '#lib/books/wish.ts'
import { tags } from '#lib/cache/tags.ts'
import type { ShownComment } from '#lib/comments/model.ts'
import { picksOf, threadFacts, threadPage, type CommentPage, type ThreadFacts } from '#lib/comments/thread.ts'
import type { Plan } from '#lib/membership/model.ts'
import type { FrontPage } from '#lib/front-page/model.ts'
import { frontNow } from '#lib/front-page/queries.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import type { Currency } from '#lib/money.ts'
import type { Magazine, Wall } from '#lib/settings/model.ts'
import {
  advertisingSettings,
  commentSettings,
  donationSettings,
  magazineSettings,
  textSettings,
  wallSettings,
} from '#lib/settings/queries.ts'
import { filledIn, type Texts } from '#lib/texts/model.ts'
import { currentContext } from './context.ts'

/*
 * What public pages show, kept until something it shows is changed: each read names its tags, and the command that
 * changes the thing names the same (lib/cache/tags.ts). What several parts of a page ask for is also remembered for the length
 * of the request: taking a kept read out of its cache costs a third of a millisecond.
 */

/** Whatever else stands in an address is asked of no table. */
function isSlug(given: string): boolean {
  return slugSchema.safeParse(given).success
}

export const magazine = cache(async (): Promise<Magazine> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.settings)
  return magazineSettings(currentContext())
})

/** The sentences readers meet most, with the magazine's name filled in. */
export const texts = cache(async (): Promise<Texts> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.settings)
  const ctx = currentContext()
  const [all, { name }] = await Promise.all([textSettings(ctx), magazineSettings(ctx)])
  return filledIn(all, name)
})

export const advertising = cache(async (): Promise<Advertising> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.settings)
  return advertisingSettings(currentContext())
})

export interface HouseAdsNow {
  running: HouseAd[]
  /** Slugs of topics on which there is no advertising. */
  adFreeTopics: string[]
}

export async function houseAdsNow(): Promise<HouseAdsNow> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.ads, tags.settings)
  const ctx = currentContext()
  const { timeZone } = await magazineSettings(ctx)
  const [running, free] = await Promise.all([runningAds(ctx, timeZone), adFreeTopics(ctx)])
  return { running, adFreeTopics: free }
}

export const campaigns = cache(async (): Promise<Campaign[]> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.campaigns)
  return liveCampaigns(currentContext())
})

/** What regular gifts can be made in a currency, the lowest first. */
export async function plans(currency: Currency): Promise<Plan[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.plans)
  return plansOnSale(currentContext(), currency)
}

/** The currencies gifts are taken in, the magazine's own first. */
export async function currenciesTaken(): Promise<Currency[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.settings)
  return (await donationSettings(currentContext())).currencies
}

export const wall = cache(async (): Promise<Wall> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.settings)
  return wallSettings(currentContext())
})

export const topics = cache(async (): Promise<Topic[]> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.topics)
  return topicsInUse(currentContext())
})

/** Null is remembered too, under the address's tag, so that publishing it later clears the 404. */
export const article = cache(async (slug: string): Promise<ArticleView | null> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.articleSlug(slug))
  const found = await (isSlug(slug) ? articleBySlug(currentContext(), slug) : null)
  if (found) cacheTag(tags.credits, tags.article(found.id), ...found.authors.map((author) => tags.author(author.id)))
  return found
})

/** Where what had this address is now; null when nothing ever had. Whatever makes a redirect changes the front, too. */
export async function movedTo(path: string): Promise<string | null> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.front)
  return path.includes('\0') ? null : redirectFor(currentContext(), path)
}

export interface ShownCampaign {
  campaign: Campaign
  /** Where it stood when this was looked up. */
  state: CampaignState
  /** Where its book is sent. */
  zones: Zone[]
}

export async function campaign(slug: string): Promise<ShownCampaign | null> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.campaigns)
  const ctx = currentContext()
  const found = await campaignBySlug(ctx, slug)
  if (found) cacheTag(tags.campaign(found.id))
  return found && { campaign: found, state: stateOf(found, ctx.now), zones: await zonesOf(ctx, found.id) }
}

export async function related(articleId: string): Promise<ArticleCard[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.article(articleId), tags.front, tags.credits)
  return relatedTo(currentContext(), articleId, 3)
}

/** Who reads comments under articles that everybody reads. */
export const commentReaders = cache(async (): Promise<'everyone' | 'members'> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.settings)
  return (await commentSettings(currentContext())).readers
})

/** Of a thread, what anybody may know. */
export const threadHead = cache(async (articleId: string): Promise<ThreadFacts> => {
  'use cache'
  cacheLife('published')
  cacheTag(tags.comments(articleId), tags.article(articleId), tags.settings)
  return threadFacts(currentContext(), articleId)
})

export interface Thread extends CommentPage {
  /** What editors picked out. */
  picks: ShownComment[]
}

/** Comments a page carries: these many that answer the article itself. */
export const commentsOnAPage = 20

const mostPicks = 3

/** The first comments under an article, for whoever may read them: app/_server/comments.ts says who that is. */
export async function thread(articleId: string): Promise<Thread> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.comments(articleId))
  const ctx = currentContext()
  const [page, picks] = await Promise.all([
    threadPage(ctx, articleId, { sort: 'newest', limit: commentsOnAPage }),
    picksOf(ctx, articleId, mostPicks),
  ])
  return { ...page, picks }
}

/** The front page as it stands: what an editor arranged, and the newest where nothing is arranged. */
export async function frontPageNow(): Promise<FrontPage<ArticleCard, Topic>> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.front, tags.topics)
  return frontNow(currentContext())
}

export async function newestArticles(limit: number): Promise<ArticleCard[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.front)
  return newest(currentContext(), { limit })
}

export async function topic(slug: string): Promise<Topic | null> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.topicSlug(slug), tags.topics)
  return isSlug(slug) ? topicBySlug(currentContext(), slug) : null
}

export async function topicArticles(topicId: string, limit: number): Promise<ArticleCard[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.topic(topicId), tags.credits)
  return byTopic(currentContext(), topicId, { limit })
}

export async function author(slug: string): Promise<Author | null> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.authorSlug(slug))
  const found = await (isSlug(slug) ? authorBySlug(currentContext(), slug) : null)
  if (found) cacheTag(tags.author(found.id))
  return found
}

export async function authorArticles(authorId: string, limit: number): Promise<ArticleCard[]> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.author(authorId), tags.credits)
  return byAuthor(currentContext(), authorId, { limit })
}
