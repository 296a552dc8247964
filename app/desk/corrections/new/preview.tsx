import { isLessThan, paragraphsOf } from '#lib/corrections/model.ts'
import { previewCorrection, type CorrectionToPublish } from '#lib/corrections/publish.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { CorrectionName, CorrectionNote } from '#app/_ui/corrections.tsx'
import { Difference } from '#app/_ui/difference.tsx'
import { placesOf } from '../words.ts'
import { StepButton } from './correction-form.tsx'

/** What a correction would change, what readers would see, and what the guide thinks of it. */
export async function Preview({ asked, settings }: { asked: CorrectionToPublish; settings: Magazine }) {
  const ctx = await requestContext()
  const { difference, guidance } = await previewCorrection(ctx, asked)
  const { facts, reply } = asked
  return (
    <>
      <h3 className="mt-2 text-lg">What changes</h3>
      {difference.length === 0 ? (
        <p>No word of the article. The note is published alone.</p>
      ) : (
        <Difference parts={difference} />
      )}
      <h3 className="mt-4 text-lg">What readers see</h3>
      <div className="desk-sheet">
        <p>
          <CorrectionName correction={{ kind: facts.kind, publishedAt: ctx.now }} settings={settings} />
        </p>
        <CorrectionNote note={facts.note} />
        {reply && (
          <div className="mt-3 border-t border-rule pt-3">
            <p className="text-xl leading-tight font-semibold">{reply.headline}</p>
            {reply.standfirst !== '' && <p className="text-soft">{reply.standfirst}</p>}
            <p className="label mt-1">By {reply.author}</p>
            {paragraphsOf(reply.text).map((paragraph, index) => (
              <p key={index} className="mt-2">
                {paragraph}
              </p>
            ))}
          </div>
        )}
      </div>
      <h3 className="mt-4 text-lg">How prominent</h3>
      <p>You chose: {placesOf(facts)}.</p>
      <p>The guide recommends: {placesOf(guidance)}.</p>
      <ul className="mt-1 list-disc pl-5 text-soft">
        {guidance.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {isLessThan(facts, guidance) && (
        <p className="desk-row mt-2">
          <StepButton step="advice" waiting="One moment …" quiet>
            Take the guide’s advice
          </StepButton>
          <span className="text-soft">You chose less than that: your reason is kept with it.</span>
        </p>
      )}
    </>
  )
}
