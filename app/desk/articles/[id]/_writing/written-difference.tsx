import type { Written } from '#lib/articles/written.ts'
import { differenceBetween } from '#lib/corrections/difference.ts'
import { isSame, writtenFields, type WrittenField } from '#lib/articles/merge.ts'
import { Difference } from '#app/_ui/difference.tsx'

export const fieldNames: Record<WrittenField, string> = {
  headline: 'Headline',
  standfirst: 'Standfirst',
  shortHeadline: 'Short headline',
  socialHeadline: 'Headline when it is shared',
  searchHeadline: 'Headline in search results',
  slug: 'Address',
  authors: 'Authors',
  topics: 'Topics',
  pictureId: 'Picture',
  pictureAlt: 'What the picture shows',
  pictureCaption: 'Caption of the picture',
  pictureCredit: 'Credit of the picture',
  related: 'Related articles',
  previewBlocks: 'Where the preview ends',
}

/** What a field says, in a few words. */
export function fieldText(written: Written, field: WrittenField): string {
  switch (field) {
    case 'previewBlocks':
      return `after ${written.previewBlocks} blocks`
    case 'pictureId':
      return written.pictureId === null ? 'none' : `picture ${written.pictureId.slice(-6)}`
    case 'slug':
      return `/articles/${written.slug}`
    case 'authors':
    case 'topics':
      return written[field].map(({ name }) => name).join(', ') || '(none)'
    case 'related':
      return `${written.related.length} of them, in this choice and order`
    default:
      return written[field] || '(nothing)'
  }
}

/** Shown word by word with the text. */
const inWords: readonly WrittenField[] = ['headline', 'standfirst', 'pictureCaption']

/** What differs between two states of all that is written in an article. */
export function WrittenDifference({ before, after }: { before: Written; after: Written }) {
  const words = ({ headline, standfirst, pictureCaption: caption, body }: Written) => ({
    headline,
    standfirst,
    caption,
    body,
  })
  const parts = differenceBetween(words(before), words(after))
  const fields = writtenFields.filter((field) => !inWords.includes(field) && !isSame(before[field], after[field]))
  const isOther = parts.length === 0 && fields.length === 0 && !isSame(before.body, after.body)
  return (
    <>
      <Difference parts={parts} />
      {fields.map((field) => (
        <div key={field} className="difference">
          <p className="label mt-2 font-semibold">{fieldNames[field]}</p>
          <p className="mt-1">
            <del>{fieldText(before, field)}</del> <ins>{fieldText(after, field)}</ins>
          </p>
        </div>
      ))}
      {isOther && <p className="mt-2">No word differs: emphasis, links, pictures or the make-up of the text do.</p>}
      {parts.length === 0 && fields.length === 0 && !isOther && <p className="mt-2">Nothing differs.</p>}
    </>
  )
}
