import { refusedForm } from '#app/_server/refused-forms.ts'
import { DeskPanel } from './panel.tsx'
import { AdFreeForm } from './ad-free-form.tsx'

/** Whether the article carries advertising. */
export async function AdFreeSection({ articleId, adFree }: { articleId: string; adFree: boolean }) {
  return (
    <DeskPanel title="Advertising">
      <AdFreeForm start={await refusedForm('ad-free')} articleId={articleId} adFree={adFree} />
    </DeskPanel>
  )
}
