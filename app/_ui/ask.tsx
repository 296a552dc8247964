import { texts } from '#app/_server/published.ts'

/** One quiet ask for money inside the text, never over it. */
export async function Ask({ slug }: { slug: string }) {
  const { askTitle, ask, askLink } = await texts()
  return (
    <aside
      aria-label={askTitle}
      className="my-10 border-y border-accent py-5 text-[1.0625rem] leading-normal print:hidden"
    >
      <p className="mt-0 font-semibold text-accent">{askTitle}</p>
      <p className="mt-1">{ask}</p>
      <p className="mt-4">
        <a href={`/donate?from=/articles/${slug}`} className="button">
          {askLink}
        </a>
      </p>
    </aside>
  )
}
