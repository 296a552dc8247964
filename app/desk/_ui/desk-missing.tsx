/** What a page of the desk shows when its thing is not there. `notFound()` would need a script to show anything. */
export function DeskMissing({ what, back, backName }: { what: string; back: string; backName: string }) {
  return (
    <>
      <h1>There is no such {what}</h1>
      <p className="desk-intro">The address may have lost a letter on its way here.</p>
      <p className="mt-3">
        <a href={back}>{backName}</a>
      </p>
    </>
  )
}
