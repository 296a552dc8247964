import { copy } from './copy.ts'

/** One quiet ask for money inside the text, never over it. */
export function Ask({ slug }: { slug: string }) {
  return (
    <aside
      aria-label={copy.askTitle}
      className="my-10 border-y border-accent py-5 text-[1.0625rem] leading-normal print:hidden"
    >
      <p className="mt-0 font-semibold text-accent">{copy.askTitle}</p>
      <p className="mt-1">{copy.ask}</p>
      <p className="mt-4">
        <a href={`/donate?from=/articles/${slug}`} className="button">
          {copy.askLink}
        </a>
      </p>
    </aside>
  )
}
