import type { Person } from '#lib/people/model.ts'
import type { PictureUse, PictureUsePlace } from '#lib/pictures/uses.ts'
import { deskPages } from '../../_ui/pages.ts'

const placeWords: Record<PictureUsePlace, { name: string; page: string }> = {
  article_lead: { name: 'at the head of an article', page: '/desk/articles' },
  article_body: { name: 'in the text of an article', page: '/desk/articles' },
  working_copy: { name: 'in what is being written of an article', page: '/desk/articles' },
  portrait: { name: 'portrait of an author', page: '/desk/authors' },
  house_ad: { name: 'in a house campaign', page: '/desk/ads' },
  book_cover: { name: 'cover of a book', page: '/desk/books/campaigns' },
}

/** Where a picture is shown; what its reader may open is a link. */
export function UsesOfPicture({ uses, staff }: { uses: PictureUse[]; staff: Person }) {
  const mayOpen = (page: string) => deskPages.find(({ href }) => href === page)?.may(staff) ?? false
  return (
    <section aria-labelledby="uses" className="desk-section">
      <h2 id="uses">Where it is shown</h2>
      {uses.length === 0 ? (
        <p className="desk-intro">Nowhere yet. Articles take it from their own pages, by “Choose a picture”.</p>
      ) : (
        <ul className="mt-2 space-y-1.5">
          {uses.map(({ place, subjectId, name }) => (
            <li key={`${place} ${subjectId}`}>
              {mayOpen(placeWords[place].page) ? (
                <a href={`${placeWords[place].page}/${subjectId}`}>{name}</a>
              ) : (
                <span>{name}</span>
              )}
              <span className="text-soft">, {placeWords[place].name}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
