export function SearchForm({ query = '' }: { query?: string }) {
  return (
    <search>
      <form action="/search" className="flex gap-2">
        <label htmlFor="q" className="sr-only">
          Search the magazine
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={query}
          maxLength={200}
          placeholder="A word, a name, a place"
          className="field"
          enterKeyHint="search"
        />
        <button type="submit" className="button">
          Search
        </button>
      </form>
    </search>
  )
}
