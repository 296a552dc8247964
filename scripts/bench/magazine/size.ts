/** How large a made-up magazine is. */
export interface Size {
  articles: number
  comments: number
  people: number
}

/** What docs/speed.md and the query plans speak of. */
export const full: Size = { articles: 100_000, comments: 1_000_000, people: 200_000 }

/** Where the planner already decides as at full size, and which takes seconds to make: what `npm test` explains. */
export const tenth: Size = { articles: 10_000, comments: 100_000, people: 20_000 }

/** What the large one is compared with: its newest hundred articles are the same, word for word. */
export const small: Size = { articles: 100, comments: 20, people: 100 }

/** Places in the made-up magazine that rows and plans ask for. Articles are numbered from the newest. */
export const places = {
  /** Whose articles are a third of all. */
  topic: 'politics',
  author: 'author-7',
  article: { slug: 'article-7', number: 7 },
  /** The thread of 10,000 comments (a hundredth of all, in a smaller magazine), and the one of ten. */
  longThread: { slug: 'article-61', number: 61 },
  shortThread: { slug: 'article-62', number: 62 },
  /** A name in thirteen of the newest hundred articles and in no other. */
  rareWord: 'Tarnquill',
} as const
