import type { Metadata } from 'next'
import { ArticlePreview } from '#app/preview/article-preview.tsx'
import { shownSchema } from '#app/preview/shown.ts'
import { previewedByStaff } from '../previewed.ts'

export const instant = false
export const metadata: Metadata = { title: 'Preview', robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The article in the frame of the preview: the one page that a page of ours may put into a frame (next.config.js). */
export default async function FramedPreviewPage({ params, searchParams }: Props) {
  const previewed = await previewedByStaff((await params).id)
  return (
    <>
      {/* No other page of ours may be framed: what is clicked opens in place of the preview. */}
      <base target="_top" />
      <ArticlePreview previewed={previewed} shown={shownSchema.parse(await searchParams)} />
    </>
  )
}
