import type { ChangedPart } from '#lib/corrections/difference.ts'
import { anchorOf, correctionNames, paragraphsOf } from '#lib/corrections/model.ts'
import type { LinkedArticle, ShownCorrection } from '#lib/corrections/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Difference } from './difference.tsx'
import { Day } from './time.tsx'

/** A note longer than that stands at the foot alone; under the headline a link leads to it. Characters. */
const longNote = 500

/** What kind of correction it is, and of which day. */
export function CorrectionName({
  correction: { kind, publishedAt },
  settings: { timeZone, locale },
}: {
  correction: Pick<ShownCorrection, 'kind' | 'publishedAt'>
  settings: Magazine
}) {
  return (
    <>
      <strong>{correctionNames[kind]}</strong>, <Day at={publishedAt} timeZone={timeZone} locale={locale} />
    </>
  )
}

export function CorrectionNote({ note }: { note: string }) {
  return paragraphsOf(note).map((paragraph, index) => (
    <p key={index} className="mt-2 whitespace-pre-line">
      {paragraph}
    </p>
  ))
}

/** The corrections that stand under the headline; those that are long are a link to where they stand whole. */
export function CorrectionsUnderHeadline({
  corrections,
  repliesTo,
  settings,
}: {
  corrections: ShownCorrection[]
  repliesTo: LinkedArticle | null
  settings: Magazine
}) {
  const shown = corrections.filter(({ underHeadline }) => underHeadline)
  return (
    <>
      {repliesTo && (
        <p className="correction-box">
          This is a reply to <a href={`/articles/${repliesTo.slug}`}>{repliesTo.headline}</a>.
        </p>
      )}
      {shown.map((correction) => (
        <div key={correction.id} className="correction-box">
          <p>
            <CorrectionName correction={correction} settings={settings} />
          </p>
          {correction.note.length <= longNote ? (
            <CorrectionNote note={correction.note} />
          ) : (
            <p className="mt-2">
              <a href={`#${anchorOf(correction.number)}`}>
                Read the {correctionNames[correction.kind].toLowerCase()} at the foot of this article
              </a>
            </p>
          )}
          <ReplyLink reply={correction.reply} />
        </div>
      ))}
    </>
  )
}

function ReplyLink({ reply }: { reply: LinkedArticle | null }) {
  if (reply === null) return null
  return (
    <p className="mt-2">
      Read the reply: <a href={`/articles/${reply.slug}`}>{reply.headline}</a>
    </p>
  )
}

/**
 * Every correction of an article, at its foot.
 * @param props.differences what changed, by the corrections' ids: for whoever may read the article. Null for others.
 */
export function CorrectionsAtFoot({
  corrections,
  differences,
  settings,
}: {
  corrections: ShownCorrection[]
  differences: ReadonlyMap<string, ChangedPart[]> | null
  settings: Magazine
}) {
  if (corrections.length === 0) return null
  return (
    <section aria-labelledby="corrections" className="measure mt-10 border-t border-strong pt-4">
      <h2 id="corrections" className="text-2xl">
        Corrections and clarifications
      </h2>
      {corrections.map((correction) => (
        <div key={correction.id} id={anchorOf(correction.number)} className="correction-at-foot">
          <p>
            <CorrectionName correction={correction} settings={settings} />
            {correction.follows !== null && (
              <>
                {', '}
                following <a href={`#${anchorOf(correction.follows)}`}>an earlier one</a>
              </>
            )}
          </p>
          <CorrectionNote note={correction.note} />
          <ReplyLink reply={correction.reply} />
          <WhatChanged correction={correction} parts={differences?.get(correction.id)} />
        </div>
      ))}
      <p className="label mt-4 text-soft">
        <a href="/corrections">How we correct, and all corrections</a>
      </p>
    </section>
  )
}

function WhatChanged({ correction, parts }: { correction: ShownCorrection; parts: ChangedPart[] | undefined }) {
  if (parts === undefined || parts.length === 0) return null
  return (
    <details className="mt-2 print:hidden">
      <summary className="label">
        What changed
        <span className="sr-only">
          {' '}
          with the {correctionNames[correction.kind].toLowerCase()} number {correction.number}
        </span>
      </summary>
      <Difference parts={parts} />
    </details>
  )
}
