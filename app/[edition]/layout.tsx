import type { ReactNode } from 'react'
import { editionOf } from './edition.ts'

/** One placeholder, answered by 404: pages are made at their first request, so building needs no database. */
export function generateStaticParams() {
  return [{ edition: '-' }]
}

export default async function EditionLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ edition: string }>
}): Promise<ReactNode> {
  editionOf((await params).edition)
  return children
}
