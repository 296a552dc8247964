/** No address is longer (lib/articles/model.ts); Next writes tags that are too long for it into the log, as strangers made them up. */
const within = (slug: string) => slug.slice(0, 120)

/** What a cached page shows, by name: a change of the thing clears every page that carries its tag. */
export const tags = {
  article: (id: string) => `article:${id}`,
  /** The address, whether or not anything is there yet: publishing clears a remembered 404. */
  articleSlug: (slug: string) => `article-slug:${within(slug)}`,
  author: (id: string) => `author:${id}`,
  authorSlug: (slug: string) => `author-slug:${within(slug)}`,
  topic: (id: string) => `topic:${id}`,
  topicSlug: (slug: string) => `topic-slug:${within(slug)}`,
  comments: (articleId: string) => `comments:${articleId}`,
  /** The front page, feeds and sitemaps: whatever lists the newest. */
  front: 'front',
  topics: 'topics',
  /** What authors and topics are called and where they are, wherever an article names them: a rare change. */
  credits: 'credits',
  /** Lists of corrections: their page, their feed, what the front page names of them. */
  corrections: 'corrections',
  /** Which campaigns are live, and whether they run low. */
  campaigns: 'campaigns',
  /** One campaign's own page. */
  campaign: (id: string) => `campaign:${id}`,
  ads: 'ads',
  settings: 'settings',
  plans: 'plans',
}
