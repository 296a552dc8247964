import { refusedForm } from '#app/_server/refused-forms.ts'
import { AdFreeForm } from './ad-free-form.tsx'

/** Whether the article carries advertising. */
export async function AdFreeSection({ articleId, adFree }: { articleId: string; adFree: boolean }) {
  return (
    <section aria-labelledby="ad-free-title" className="desk-section">
      <h2 id="ad-free-title">Advertising</h2>
      <AdFreeForm start={await refusedForm('ad-free')} articleId={articleId} adFree={adFree} />
    </section>
  )
}
