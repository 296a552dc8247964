import { correctionsOn, differencesOn } from '#app/_server/corrections.ts'
import { magazine } from '#app/_server/published.ts'
import { CorrectionsAtFoot } from '#app/_ui/corrections.tsx'
import { Still } from '#app/_ui/still.tsx'

/**
 * An article's corrections under its text. The notes are everybody's.
 * @param open whether the reader may read the text: what changed is of the text
 */
export async function Corrections({ articleId, open }: { articleId: string; open: boolean }) {
  const [{ corrections }, settings] = await Promise.all([correctionsOn(articleId), magazine()])
  if (corrections.length === 0) return null
  return (
    <Still>
      <CorrectionsAtFoot
        corrections={corrections}
        differences={open ? await differencesOn(articleId) : null}
        settings={settings}
      />
    </Still>
  )
}
