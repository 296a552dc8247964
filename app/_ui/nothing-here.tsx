import { SearchForm } from './search-form.tsx'

/** What helps at an address without a page: a search and the ways back. */
export function NothingHere() {
  return (
    <div className="measure py-20 sm:py-28">
      <p className="topic-label">404</p>
      <h1 className="mt-2 text-4xl tracking-[-0.02em] sm:text-5xl">There is no page at this address</h1>
      <p className="mt-4 text-lg text-pretty text-soft">
        It may have moved, or the address may have lost a letter on its way here. Perhaps a word from what you are
        looking for helps.
      </p>
      <div className="mt-8">
        <SearchForm />
      </div>
      <ul className="mt-8 space-y-2 text-lg">
        <li>
          <a href="/">The front page</a>
        </li>
        <li>
          <a href="/topics">All topics</a>
        </li>
        <li>
          <a href="/contact/managing-editor">Tell the managing editor about a broken link</a>
        </li>
      </ul>
    </div>
  )
}
