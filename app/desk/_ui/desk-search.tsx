/**
 * Searches a list of the desk, keeping what narrows it; `/` leads to it (desk-keys.tsx).
 * @param path the list's own
 * @param asked what may be typed, in a few words
 * @param kept what narrows the list already, by name
 */
export function DeskSearch({
  path,
  q,
  asked,
  placeholder = asked,
  kept,
}: {
  path: string
  q: string
  asked: string
  placeholder?: string
  kept: Record<string, string | undefined>
}) {
  return (
    <search>
      <form action={path} className="desk-row mt-3">
        <label htmlFor="q" className="sr-only">
          {asked}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={q}
          maxLength={200}
          placeholder={placeholder}
          className="field max-w-lg"
          data-desk-search
        />
        {Object.entries(kept).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <button type="submit" className="button button-quiet">
          Search
        </button>
      </form>
    </search>
  )
}
