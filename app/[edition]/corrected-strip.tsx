import { anchorOf } from '#lib/corrections/model.ts'
import type { ListedCorrection } from '#lib/corrections/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { CorrectionName, CorrectionNote } from '#app/_ui/corrections.tsx'

/** A note longer than that stands on the article alone. Characters. */
const longNote = 300

/** Corrections that the front page names for a while, above everything else. */
export function CorrectedStrip({ corrections, settings }: { corrections: ListedCorrection[]; settings: Magazine }) {
  if (corrections.length === 0) return null
  return (
    <aside aria-label="Corrections" className="mt-6 space-y-4 border-y border-strong py-4">
      {corrections.map(
        (correction) =>
          correction.article && (
            <div key={correction.id} className="max-w-[44rem]">
              <p>
                <CorrectionName correction={correction} settings={settings} />
                {': '}
                <a href={`/articles/${correction.article.slug}#${anchorOf(correction.number)}`}>
                  {correction.article.headline}
                </a>
              </p>
              {correction.note.length <= longNote && <CorrectionNote note={correction.note} />}
            </div>
          ),
      )}
    </aside>
  )
}
