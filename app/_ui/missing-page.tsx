import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { Contained } from './contained.tsx'
import { MagazinePage } from './magazine-page.tsx'
import { NothingHere } from './nothing-here.tsx'

/**
 * A page for what is not there, with a true 404 where the page is made before it is sent. Called in a page's own place,
 * `notFound()` would leave an empty document that a script fills; thrown within a boundary it gives the status, and
 * what stands outside the boundary is sent (Next 16.4, app-render: `htmlRendererErrorHandler`).
 */
export function MissingPage() {
  return (
    <MagazinePage>
      <NothingHere />
      <Contained>
        <Suspense fallback={null}>
          <Status404 />
        </Suspense>
      </Contained>
    </MagazinePage>
  )
}

function Status404(): never {
  notFound()
}
