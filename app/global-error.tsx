'use client'

import { QuoteRequest } from './_ui/quote-request.tsx'
import './globals.css'

/** The last resort, when not even the frame of a page could be made. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-GB">
      <body>
        <main className="measure py-20">
          <h1 className="text-4xl">Something went wrong on our side</h1>
          <p className="mt-4 text-lg">Please try again in a moment.</p>
          <p className="mt-7">
            <a href="/" className="button">
              Front page
            </a>
          </p>
          <QuoteRequest digest={error.digest} />
        </main>
      </body>
    </html>
  )
}
