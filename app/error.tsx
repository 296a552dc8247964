'use client'

/** What a reader sees when a page failed. Says nothing of why: that is in the log, under the digest. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content" className="measure py-20 sm:py-28">
      <h1 className="text-4xl tracking-[-0.02em] sm:text-5xl">Something went wrong on our side</h1>
      <p className="mt-4 text-lg text-pretty text-soft">
        The page could not be made just now. Nothing you did caused it, and nothing was changed.
      </p>
      <p className="mt-7 flex flex-wrap gap-3">
        <button type="button" className="button" onClick={reset}>
          Try again
        </button>
        <a href="/" className="button button-quiet">
          Front page
        </a>
      </p>
      {error.digest !== undefined && (
        <p className="label mt-8 text-soft">If you write to us about it, give this number: {error.digest}</p>
      )}
    </main>
  )
}
