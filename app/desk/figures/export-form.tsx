/** Asks for days, and answers with a file. */
export function ExportForm({ from, to }: { from: string; to: string }) {
  return (
    <>
      <p className="desk-intro">
        Every donation paid on these days, the first and the last included, one a line, as CSV for a spreadsheet. Who
        took it is noted in the audit log.
      </p>
      <form action="/desk/figures/donations.csv" method="get" className="figures-export">
        <label>
          From
          <input className="field" type="date" name="from" defaultValue={from} required />
        </label>
        <label>
          To
          <input className="field" type="date" name="to" defaultValue={to} required />
        </label>
        <button type="submit" className="button">
          Download donations
        </button>
      </form>
    </>
  )
}
