import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { articleAtPreview } from '#lib/articles/preview/links.ts'
import { previewOf } from '#lib/articles/preview/view.ts'
import { requestContext } from '#app/_server/context.ts'
import { ArticlePreview } from '../article-preview.tsx'
import { PreviewBar } from '../preview-bar.tsx'
import { shownSchema } from '../shown.ts'

export const instant = false
export const metadata: Metadata = { title: 'Preview', robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One article that is not published, for whoever was given its secret address. Made for each request, kept nowhere. */
export default async function PreviewPage({ params, searchParams }: Props) {
  const ctx = await requestContext()
  const articleId = await articleAtPreview(ctx, (await params).token)
  const previewed = articleId === null ? null : await previewOf(ctx, articleId)
  if (previewed === null) notFound()
  const shown = shownSchema.parse(await searchParams)
  return (
    <>
      <PreviewBar state={previewed.state} access={previewed.view.access} shown={shown} />
      <ArticlePreview previewed={previewed} shown={shown} />
    </>
  )
}
