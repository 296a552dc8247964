import { notFound, permanentRedirect } from 'next/navigation'
import { redirectFor } from '#lib/articles/queries.ts'
import { requestContext } from '#app/_server/context.ts'

export const instant = false

interface Props {
  params: Promise<{ path?: string[] }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Whatever no other route answers (next.config.js): an address the magazine had before, or nothing. */
export default async function OldAddressPage({ params, searchParams }: Props) {
  const ctx = await requestContext()
  const { path = [] } = await params
  const query = new URLSearchParams(Object.entries(await searchParams).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  const target = await redirectFor(ctx, `/${path.join('/')}${query.size > 0 ? `?${query}` : ''}`)
  if (target === null) notFound()
  permanentRedirect(target)
}
