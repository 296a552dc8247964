/** In place of a form about a regular gift, for somebody who has none. */
export function NoGift() {
  return (
    <>
      <p className="mt-6 text-lg">There is no regular gift on this account, so there is nothing to change.</p>
      <p className="mt-5">
        <a href="/account/membership" className="button button-quiet">
          Your membership
        </a>
      </p>
    </>
  )
}

/** In place of a form whose wish is not possible: why, and back. */
export function NotPossible({ message }: { message: string }) {
  return (
    <>
      <p className="mt-6 text-lg text-pretty">{message}</p>
      <p className="mt-5">
        <a href="/account/membership" className="button button-quiet">
          Back to your membership
        </a>
      </p>
    </>
  )
}
