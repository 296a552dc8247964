import { Fragment } from 'react'
import type { ChangedPart, Run } from '#lib/corrections/difference.ts'

const partNames: Record<ChangedPart['part'], string> = {
  headline: 'Headline',
  standfirst: 'Standfirst',
  caption: 'Caption of the picture',
  text: 'Text',
}

const elements = { same: Fragment, gone: 'del', new: 'ins' } as const

/** What changed in the words of an article, marked: struck out what went, underlined what came. */
export function Difference({ parts }: { parts: ChangedPart[] }) {
  return (
    <div className="difference">
      {parts.map(({ part, paragraphs }) => (
        <div key={part}>
          <p className="label mt-2 font-semibold">{partNames[part]}</p>
          {paragraphs.map((runs, index) => (
            <p key={index} className="mt-1 whitespace-pre-line">
              {runs.map((run, place) => (
                <Marked key={place} run={run} />
              ))}
            </p>
          ))}
        </div>
      ))}
    </div>
  )
}

function Marked({ run: { is, words } }: { run: Run }) {
  const Element = elements[is]
  return <Element>{words}</Element>
}
