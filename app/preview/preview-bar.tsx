import { isFreeToRead, type Access, type ArticleState } from '#lib/articles/model.ts'
import { stateWords } from '#lib/articles/workflow/words.ts'
import type { Shown } from './article-preview.tsx'
import { widths, type Width } from './shown.ts'

/** Says that this is a preview, and chooses what of it is shown; how wide, where somebody may choose that. */
export function PreviewBar({
  state,
  access,
  shown,
  width,
}: {
  state: ArticleState
  access: Access
  shown: Shown
  width?: Width
}) {
  const other = { ...shown, ...(width && { width }) }
  return (
    <nav
      aria-label="Preview"
      className="sticky top-0 z-20 flex min-h-12 flex-wrap items-center gap-x-8 gap-y-1 border-b-2 border-accent bg-panel px-5 py-2 font-plain text-sm print:hidden"
    >
      <strong>Preview, {stateWords[state].toLowerCase()}</strong>
      <Choices name="edition" chosen={shown.edition} other={other} values={['standard', 'supporter']} />
      {!isFreeToRead(access) && <Choices name="as" chosen={shown.as} other={other} values={['whole', 'visitor']} />}
      {width && <Choices name="width" chosen={width} other={other} values={widths} />}
    </nav>
  )
}

const groups = { edition: 'Edition', as: 'How much', width: 'How wide' }

const names = {
  standard: 'With advertising',
  supporter: 'Without advertising',
  whole: 'The whole text',
  visitor: 'What a visitor reads',
  desktop: 'This screen',
  tablet: 'Tablet',
  phone: 'Phone',
}

function Choices({
  name,
  chosen,
  other,
  values,
}: {
  name: keyof typeof groups
  chosen: keyof typeof names
  other: Record<string, string>
  values: readonly (keyof typeof names)[]
}) {
  return (
    // Whoever holds a phone sees it at a phone's width already.
    <ul aria-label={groups[name]} className={`flex flex-wrap gap-x-4 ${name === 'width' ? 'max-md:hidden' : ''}`}>
      {values.map((value) => (
        <li key={value}>
          <a
            href={`?${new URLSearchParams({ ...other, [name]: value })}`}
            aria-current={value === chosen ? 'true' : undefined}
            className="inline-flex min-h-8 items-center underline aria-[current]:font-semibold aria-[current]:no-underline"
          >
            {names[value]}
          </a>
        </li>
      ))}
    </ul>
  )
}
