import { memberStates } from '#lib/members/model.ts'
import { tierSchema } from '#lib/membership/schema.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { addressOf, type ListQuery } from './list-query.ts'
import { stateNames, tierNames } from './words.ts'

/** Links that narrow the list by state and by tier, each keeping the rest. */
export function MemberFilters({ query }: { query: ListQuery }) {
  const first = { ...query, after: undefined }
  return (
    <div className="mt-1 flex flex-wrap gap-x-8">
      <DeskFilters
        label="By state"
        filters={[undefined, ...memberStates].map((state) => ({
          name: state === undefined ? 'Everybody' : stateNames[state],
          href: addressOf({ ...first, state }),
          here: query.state === state,
        }))}
      />
      <DeskFilters
        label="By tier"
        filters={[undefined, ...tierSchema.options].map((tier) => ({
          name: tier === undefined ? 'Any tier' : `${tierNames[tier]}s`,
          href: addressOf({ ...first, tier }),
          here: query.tier === tier,
        }))}
      />
    </div>
  )
}
