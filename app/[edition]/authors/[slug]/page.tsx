import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { pageAds } from '#app/_server/page-ads.ts'
import { author, authorArticles, magazine, movedTo } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { ArticleList, listPage } from '#app/_ui/article-list.tsx'
import { JsonLd } from '#app/_ui/json-ld.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { editionOf } from '../../edition.ts'

export function generateStaticParams() {
  return [{ slug: '-' }]
}

interface Props {
  params: Promise<{ edition: string; slug: string }>
}

/** Null when there is none; whoever asks for one that has moved is led on. The placeholder of the build is looked up nowhere. */
async function find(slug: string) {
  if (slug === '-') notFound()
  const found = await author(slug)
  if (found) return found
  const target = await movedTo(`/authors/${slug}`)
  return target === null ? null : permanentRedirect(target)
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, edition } = await params
  editionOf(edition)
  const found = await find(slug)
  if (!found) return { title: 'Not found', robots: { index: false } }
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  const url = `${base}/authors/${found.slug}`
  return {
    title: `${found.name} | ${settings.name}`,
    description: found.biography || `What ${found.name} has written for ${settings.name}.`,
    alternates: { canonical: url },
    openGraph: { type: 'profile', url, title: found.name, siteName: settings.name },
  }
}

export default async function AuthorPage({ params }: Props) {
  const { slug, edition } = await params
  const own = editionOf(edition)
  const found = await find(slug)
  if (!found) return <MissingPage />
  const [articles, base, ads] = await Promise.all([
    authorArticles(found.id, listPage),
    publicUrl(),
    pageAds(own, 'other', ''),
  ])
  return (
    <MagazinePage edition={own} ads={ads}>
      <JsonLd
        data={{
          '@context': 'https://schema.org',
          '@type': 'ProfilePage',
          mainEntity: {
            '@type': 'Person',
            name: found.name,
            description: found.biography,
            url: `${base}/authors/${found.slug}`,
          },
        }}
      />
      <div className="page">
        <header className="flex flex-wrap items-center gap-x-8 gap-y-5 pt-9 pb-2">
          {found.picture && (
            <DrawnPicture
              picture={{ ...found.picture, alt: '' }}
              sizes="8rem"
              first
              className="size-28 rounded-full object-cover sm:size-32"
            />
          )}
          <div className="max-w-[38rem]">
            <h1 className="text-4xl tracking-[-0.02em] sm:text-5xl">{found.name}</h1>
            {found.biography !== '' && (
              <p className="mt-3 text-lg leading-snug text-pretty text-soft">{found.biography}</p>
            )}
          </div>
        </header>
        {articles.length === 0 ? (
          <p className="mt-8 border-t border-strong py-16 text-soft">
            Nothing by {found.name} is published at the moment.
          </p>
        ) : (
          <ArticleList articles={articles} more={articles.length >= listPage ? `/authors/${slug}/older` : undefined} />
        )}
      </div>
    </MagazinePage>
  )
}
