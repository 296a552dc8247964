import { refusedForm } from '#app/_server/refused-forms.ts'
import { NotesForm } from './notes-form.tsx'
import { DeskPanel } from './panel.tsx'

/** What the desk notes about the article for itself: no part of its history, and never shown to readers. */
export async function NotesSection({ articleId, notes }: { articleId: string; notes: string }) {
  return (
    <DeskPanel title="Notes for the desk" folded={notes === ''}>
      <NotesForm start={await refusedForm('notes')} articleId={articleId} notes={notes} />
    </DeskPanel>
  )
}
