import type { Metadata } from 'next'
import { NothingHere } from './_ui/nothing-here.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** Made at build, without the database, for addresses that no page of ours answers. */
export default function NotFound() {
  return (
    <main id="content">
      <NothingHere />
    </main>
  )
}
