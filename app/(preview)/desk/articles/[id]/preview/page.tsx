import type { Metadata } from 'next'
import { ArticlePreview } from '#app/preview/article-preview.tsx'
import { PreviewBar } from '#app/preview/preview-bar.tsx'
import { staffShownSchema } from '#app/preview/shown.ts'
import { previewedByStaff } from './previewed.ts'

export const instant = false
export const metadata: Metadata = { title: 'Preview', robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** In CSS pixels, as most of them are. */
const screens = { tablet: 820, phone: 390 }

/** The same preview for its authors and the editors, straight from the desk, also as wide as a tablet or a phone. */
export default async function StaffPreviewPage({ params, searchParams }: Props) {
  const { id } = await params
  const previewed = await previewedByStaff(id)
  const { width, ...shown } = staffShownSchema.parse(await searchParams)
  return (
    <>
      <PreviewBar state={previewed.state} access={previewed.view.access} shown={shown} width={width} />
      {width === 'desktop' ? (
        <ArticlePreview previewed={previewed} shown={shown} />
      ) : (
        // What a page makes of its width, it makes of its window's: hence a window of its own.
        <main className="overflow-x-auto bg-panel py-4">
          <iframe
            title={`The article on a ${width}`}
            src={`/desk/articles/${id}/preview/frame?${new URLSearchParams(shown)}`}
            style={{ width: screens[width] }}
            className="mx-auto block h-[calc(100dvh-6rem)] max-w-none border border-rule bg-paper"
          />
        </main>
      )}
    </>
  )
}
