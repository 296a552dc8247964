/** Recovery codes, the one time they are shown. @param to where one goes on to */
export function RecoveryList({ codes, to }: { codes: string[]; to: string }) {
  return (
    <section aria-labelledby="codes" className="mt-7">
      <h2 id="codes" className="text-2xl">
        Keep these recovery codes
      </h2>
      <p className="mt-2 text-pretty">
        Each opens the desk once when the phone is not at hand. <strong>They are not shown again</strong>: print them,
        or put them into your password manager, and not onto the phone itself.
      </p>
      <ol className="mt-5 grid gap-x-8 gap-y-2 border-y border-strong py-5 font-mono text-lg sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p className="mt-6 print:hidden">
        <a href={to} className="button">
          I have kept them. Go on
        </a>
      </p>
    </section>
  )
}
