import type { LibraryPicture } from '#lib/pictures/library.ts'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { stateWords } from './words.ts'

/** Pictures as one looks for them: by eye. `j` and `k` go through them. */
export function PictureGrid({ pictures }: { pictures: LibraryPicture[] }) {
  return (
    <ul className="picture-grid">
      {pictures.map((picture) => (
        <li key={picture.id} data-desk-row>
          <a href={`/desk/pictures/${picture.id}`}>
            <DrawnPicture
              picture={{ ...picture, alt: '', focus: { x: picture.focusX, y: picture.focusY } }}
              sizes="12rem"
              className="picture-thumb"
            />
            <span className="picture-name">{picture.alt || picture.fileName}</span>
          </a>
          <span className="picture-line">{picture.credit || 'No credit'}</span>
          {picture.usability.state !== 'fine' && (
            <span className="picture-line">
              <DeskState tone={stateWords[picture.usability.state].tone}>
                {stateWords[picture.usability.state].name}
              </DeskState>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
