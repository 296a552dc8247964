/** What a machine said, as it said it. */
export function ShownJson({ label, value }: { label: string; value: unknown }) {
  return (
    // Long, it scrolls by itself, which a keyboard must be able to do too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="desk-json" aria-label={label} tabIndex={0}>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </section>
  )
}
