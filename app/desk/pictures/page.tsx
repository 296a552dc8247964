import type { Metadata } from 'next'
import { z } from 'zod'
import { pictureFaults, pictureFaultSchema } from '#lib/pictures/faults.ts'
import { countPictures, findPictures, mostCounted, pictureFilters } from '#lib/pictures/library.ts'
import { mayUsePictures } from '#lib/pictures/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { counted } from '../comments/_comments/words.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskSearch } from '../_ui/desk-search.tsx'
import { DeskDone, DeskNotDone } from '../_ui/desk-state.tsx'
import { listAddress, placeFrom, placeIn } from '../_ui/list-address.ts'
import { PictureGrid } from './_pictures/picture-grid.tsx'
import { PictureTable } from './_pictures/picture-table.tsx'
import { UploadQueue } from './_pictures/upload-queue.tsx'
import { filterWords } from './_pictures/words.ts'
import './_pictures/pictures.css'

export const instant = false
export const metadata: Metadata = { title: 'Pictures', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  q: z.string().trim().max(200).default('').catch(''),
  show: z.enum(pictureFilters).optional().catch(undefined),
  as: z.enum(['grid', 'list']).default('grid').catch('grid'),
  /** Where app/api/pictures leads back to without a script. */
  picture: z.uuid().optional().catch(undefined),
  'picture-fault': pictureFaultSchema.optional().catch(undefined),
  done: z.literal('removed').optional().catch(undefined),
})

const perPage = 60

/** The library: every picture, found by its words, with what is wrong with its licence. */
export default async function PicturesPage({ searchParams }: Props) {
  await requireStaff('/desk/pictures', mayUsePictures)
  const ctx = await requestContext()
  const asked = await searchParams
  const query = querySchema.parse(asked)
  const { q, show, as } = query
  const after = placeFrom(asked.after)
  const [settings, counts, found] = await Promise.all([
    magazine(),
    countPictures(ctx),
    findPictures(ctx, { q, show, after, limit: perPage + 1 }),
  ])
  const pictures = found.slice(0, perPage)
  const last = pictures.at(-1)
  const kept = { q, show, as: as === 'list' ? as : undefined }
  const address = (change: Record<string, string | undefined>) => listAddress('/desk/pictures', { ...kept, ...change })
  const number = (filter: keyof typeof counts) => counted(counts[filter], mostCounted, settings.locale)
  const isNarrowed = q !== '' || show !== undefined || after !== undefined
  const Results = as === 'list' ? PictureTable : PictureGrid
  return (
    <>
      <h1>Pictures</h1>
      {query.done && <DeskDone>The picture has been removed.</DeskDone>}
      {query.picture && (
        <DeskDone>
          The picture is in the library. <a href={`/desk/pictures/${query.picture}`}>Say its credit and licence</a>.
        </DeskDone>
      )}
      {query['picture-fault'] && <DeskNotDone>{pictureFaults[query['picture-fault']]}</DeskNotDone>}
      <UploadQueue />
      <DeskSearch
        path="/desk/pictures"
        q={q}
        asked="Words of the alternative text, caption, credit or file name"
        kept={{ show, as: kept.as }}
      />
      <div className="desk-row justify-between">
        <DeskFilters
          label="Which pictures"
          filters={[
            { name: 'All', href: address({ show: undefined }), here: show === undefined },
            ...pictureFilters.map((filter) => ({
              name:
                filter === 'expiring' || filter === 'expired' || filter === 'missing'
                  ? `${filterWords[filter]} ${number(filter)}`
                  : filterWords[filter],
              href: address({ show: filter }),
              here: filter === show,
            })),
          ]}
        />
        <DeskFilters
          label="How they are shown"
          filters={[
            { name: 'Grid', href: address({ as: undefined }), here: as === 'grid' },
            { name: 'List', href: address({ as: 'list' }), here: as === 'list' },
          ]}
        />
      </div>
      {pictures.length === 0 ? (
        <p className="desk-intro mt-4">
          {isNarrowed
            ? 'No picture is like this. Fewer letters find more; “All” shows everything.'
            : 'The library is empty. Drop pictures on the field above, or choose them: they are made small for every screen, and what the camera noted of time and place is taken out of them. Each then needs a credit and a licence before it can stand in an article.'}
        </p>
      ) : (
        <Results pictures={pictures} now={ctx.now} settings={settings} />
      )}
      {found.length > perPage && last && (
        <p className="mt-4">
          <a href={address({ after: placeIn({ at: last.createdAt, id: last.id }) })}>Older pictures</a>
        </p>
      )}
    </>
  )
}
