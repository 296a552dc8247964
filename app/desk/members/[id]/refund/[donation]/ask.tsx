import type { Refundable } from '#lib/donations/refund-preview.ts'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { Asked } from './page.tsx'

/** The first step: how much, why, and whether the regular gift ends too. It changes nothing: it asks what would follow. */
export function Ask({ donation, asked }: { donation: Refundable; asked: Asked }) {
  const { faults } = asked
  return (
    <form className="mt-4 max-w-xl space-y-4" noValidate>
      <FormMessage text={faults.whole ?? ''} />
      <TextField
        name="amount"
        label={`Amount in ${donation.currency}`}
        inputMode="decimal"
        defaultValue={asked.typed}
        fault={faults.amount}
        className="max-w-40"
      />
      <TextField
        name="reason"
        label="Why"
        hint="For staff. It is kept with the refund and in the audit log."
        maxLength={300}
        defaultValue={asked.reason}
        fault={faults.reason}
      />
      {donation.subscription && !donation.subscription.cancelAtPeriodEnd && (
        <label className="flex min-h-8 items-center gap-2">
          <input type="checkbox" name="cancel" value="yes" defaultChecked={asked.cancel} />
          Cancel the regular donation as well
        </label>
      )}
      <button type="submit" className="button">
        See what follows
      </button>
    </form>
  )
}
