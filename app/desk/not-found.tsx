/** What staff see who open what is not theirs, or not there: which of the two is not said. */
export default function DeskNotFound() {
  return (
    <>
      <h1>Nothing here for you</h1>
      <p className="desk-intro">
        There is no such page at the desk, or it belongs to another role. If your work needs it, ask an administrator.
      </p>
      <p className="mt-4">
        <a href="/desk">Back to today</a>
      </p>
    </>
  )
}
