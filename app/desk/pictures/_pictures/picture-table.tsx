import type { LibraryPicture } from '#lib/pictures/library.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { licenceWords, stateWords } from './words.ts'

/** Pictures as one works through them: by what is said of each. */
export function PictureTable({
  pictures,
  now,
  settings,
}: {
  pictures: LibraryPicture[]
  now: Date
  settings: Magazine
}) {
  return (
    <DeskTable
      label="Pictures, the newest first"
      columns={[
        { name: 'Picture' },
        { name: 'Credit' },
        { name: 'Licence' },
        { name: 'Used', figures: true },
        { name: 'Came', minor: true },
      ]}
    >
      {pictures.map((picture) => (
        <DeskRow key={picture.id}>
          <DeskCell>
            <span className="picture-of-row">
              <DrawnPicture
                picture={{ ...picture, alt: '', focus: { x: picture.focusX, y: picture.focusY } }}
                sizes="4rem"
                className="picture-thumb picture-thumb-small"
              />
              <span>
                <a href={`/desk/pictures/${picture.id}`}>{picture.alt || picture.fileName}</a>
                {picture.alt !== '' && <span className="block text-soft">{picture.fileName}</span>}
              </span>
            </span>
          </DeskCell>
          <DeskCell>{picture.credit || <span className="text-soft">None</span>}</DeskCell>
          <DeskCell>
            <DeskState tone={stateWords[picture.usability.state].tone}>
              {stateWords[picture.usability.state].name}
            </DeskState>
            {picture.licence !== null && (
              <span className="block text-soft">
                {licenceWords[picture.licence]}
                {picture.licensedUntil !== null && `, until ${picture.licensedUntil}`}
              </span>
            )}
          </DeskCell>
          <DeskCell figures>{picture.uses}</DeskCell>
          <DeskCell minor>
            <Ago at={picture.createdAt} now={now} settings={settings} />
          </DeskCell>
        </DeskRow>
      ))}
    </DeskTable>
  )
}
