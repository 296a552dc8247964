import type { Metadata } from 'next'
import { byAuthor } from '#lib/articles/queries.ts'
import { author } from '#app/_server/published.ts'
import { requestContext } from '#app/_server/context.ts'
import { positionFrom } from '#app/_server/position.ts'
import { listPage } from '#app/_ui/article-list.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { OlderArticles } from '#app/_ui/older-articles.tsx'
import { editionOf } from '../../../edition.ts'

export const instant = false

interface Props {
  params: Promise<{ edition: string; slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const found = await author(slug)
  return { title: `${found?.name ?? 'Nothing here'}: older articles`, robots: { index: false } }
}

export default async function OlderAuthorPage({ params, searchParams }: Props) {
  const ctx = await requestContext()
  const { slug, edition } = await params
  editionOf(edition)
  const found = await author(slug)
  if (!found) return <MissingPage />
  const before = positionFrom((await searchParams).before)
  const articles = await byAuthor(ctx, found.id, { limit: listPage, before })
  return <OlderArticles name={found.name} path={`/authors/${slug}`} articles={articles} />
}
