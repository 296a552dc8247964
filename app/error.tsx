'use client'

import { QuoteRequest } from './_ui/quote-request.tsx'

/** What a reader sees when a page failed. Says nothing of why: that is in the log, under what it gives to quote. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main id="content" className="measure py-20 sm:py-28">
      <h1 className="text-4xl tracking-[-0.02em] sm:text-5xl">Something went wrong on our side</h1>
      <p className="mt-4 text-lg text-pretty text-soft">
        The page could not be made just now. Nothing you did caused it, and nothing was changed.
      </p>
      <p className="mt-7 flex flex-wrap gap-3">
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
        <a href="/" className="button button-quiet">
          Front page
        </a>
      </p>
      <QuoteRequest digest={error.digest} />
    </main>
  )
}
