import { useFormStatus } from 'react-dom'

/** Sends the arrangement; says so while it waits. */
export function SaveButton() {
  const { pending, data } = useFormStatus()
  const saving = pending && data.get('deed') === 'save'
  return (
    <button type="submit" name="deed" value="save" disabled={pending} className="button">
      {saving ? 'Saving …' : 'Save'}
    </button>
  )
}
