import { licencesOfCase } from '#lib/licences/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { DeskState } from '../../_ui/desk-state.tsx'
import { standingWords } from '../../licences/_licences/words.ts'

/** What was offered for an enquiry, and where it is answered. */
export async function CaseLicences({ caseId, open }: { caseId: string; open: boolean }) {
  const licences = await licencesOfCase(await requestContext(), caseId)
  return (
    <div className="mt-3">
      {licences.length > 0 && (
        <ul>
          {licences.map(({ id, reference, standing }) => (
            <li key={id} className="desk-row">
              <a href={`/desk/licences/${id}`}>{reference}</a>
              <DeskState tone={standingWords[standing].tone}>{standingWords[standing].name}</DeskState>
            </li>
          ))}
        </ul>
      )}
      {open && <a href={`/desk/licences/new?case=${caseId}`}>Offer terms, or refuse …</a>}
    </div>
  )
}
