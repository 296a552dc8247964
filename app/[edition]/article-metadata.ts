import type { Metadata } from 'next'
import type { ArticleView } from '#lib/articles/queries.ts'
import { anchorOf } from '#lib/corrections/model.ts'
import type { ShownCorrection } from '#lib/corrections/queries.ts'
import { pictureSources } from '#lib/pictures/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'

/** Title, description, canonical address, feeds, Open Graph. */
export async function articleMetadata(view: ArticleView): Promise<Metadata> {
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  const url = `${base}/articles/${view.slug}`
  const shared = view.socialHeadline || view.headline
  const image = { url: `${base}/share/${view.slug}`, width: 1200, height: 630, alt: view.headline }
  return {
    title: `${view.searchHeadline || view.headline} | ${settings.name}`,
    description: view.standfirst,
    authors: view.authors.map((author) => ({ name: author.name, url: `${base}/authors/${author.slug}` })),
    // Of what is not free nobody keeps a copy, and results show no more than a sentence or two.
    ...(view.access !== 'public' && {
      robots: { noarchive: true, 'max-snippet': 200, 'max-image-preview': 'large' },
    }),
    alternates: { canonical: url, types: { 'application/rss+xml': `${base}/feed.xml` } },
    openGraph: {
      type: 'article',
      url,
      title: shared,
      description: view.standfirst,
      siteName: settings.name,
      locale: settings.locale.replace('-', '_'),
      publishedTime: view.publishedAt.toISOString(),
      modifiedTime: view.updatedAt.toISOString(),
      authors: view.authors.map((author) => `${base}/authors/${author.slug}`),
      section: view.topics[0]?.name,
      tags: view.topics.map((topic) => topic.name),
      images: [image],
    },
    twitter: { card: 'summary_large_image', title: shared, description: view.standfirst, images: [image] },
  }
}

/** Who publishes, as `NewsMediaOrganization` (schema.org). */
export function publisherJsonLd({ name, logo }: Pick<Magazine, 'name' | 'logo'>, base: string) {
  return {
    '@type': 'NewsMediaOrganization',
    name,
    url: base,
    ...(logo !== null && { logo: `${base}${pictureSources(logo).src}` }),
    correctionsPolicy: `${base}/corrections`,
  }
}

/**
 * The article as `NewsArticle` (schema.org), as Google's Article documentation asks for it; what is not free to read
 * says so and names the part behind the gate. Corrections are `CorrectionComment`s, with their notes alone: those everybody reads.
 */
export async function articleJsonLd(
  view: ArticleView,
  commentCount: number,
  corrections: ShownCorrection[],
): Promise<object> {
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  const url = `${base}/articles/${view.slug}`
  const restricted = view.access !== 'public'
  const picture = view.picture ? [`${base}${pictureSources(view.picture).src}`] : []
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': url,
    mainEntityOfPage: url,
    url,
    headline: view.headline,
    ...(view.socialHeadline !== '' && { alternativeHeadline: view.socialHeadline }),
    description: view.standfirst,
    image: [...picture, `${base}/share/${view.slug}`],
    datePublished: view.publishedAt.toISOString(),
    dateModified: view.updatedAt.toISOString(),
    author: view.authors.map((author) => ({
      '@type': 'Person',
      name: author.name,
      url: `${base}/authors/${author.slug}`,
    })),
    publisher: publisherJsonLd(settings, base),
    articleSection: view.topics.map((topic) => topic.name),
    wordCount: view.wordCount,
    commentCount,
    inLanguage: settings.locale,
    isAccessibleForFree: !restricted,
    ...(corrections.length > 0 && {
      correction: corrections.map(({ number, note, publishedAt }) => ({
        '@type': 'CorrectionComment',
        url: `${url}#${anchorOf(number)}`,
        datePublished: publishedAt.toISOString(),
        text: note,
      })),
    }),
    ...(restricted && {
      hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.restricted' },
    }),
  }
}
