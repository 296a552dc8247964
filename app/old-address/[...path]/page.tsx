import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { movedTo } from '#app/_server/published.ts'
import { MissingPage } from '#app/_ui/missing-page.tsx'

export const metadata: Metadata = { title: 'Not found', robots: { index: false } }

/** One placeholder, looked up nowhere. Made at the first request, so that the status is a true one. */
export function generateStaticParams() {
  return [{ path: ['-'] }]
}

interface Props {
  params: Promise<{ path: string[] }>
}

/**
 * Whatever no other route answers (next.config.js): an address the magazine had before, or nothing. WordPress's
 * /?p=12 comes as -/p/12.
 */
export default async function OldAddressPage({ params }: Props) {
  const { path } = await params
  const [first, second, id] = path
  if (first === '-' && second !== 'p') notFound()
  const target = await movedTo(first === '-' ? `/?p=${id}` : `/${path.map(decodeURIComponent).join('/')}`)
  return target === null ? <MissingPage /> : permanentRedirect(target)
}
