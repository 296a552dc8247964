import { maySeeFigures } from '#lib/figures/policy.ts'
import { figuresNow } from '#lib/figures/queries.ts'
import { magazine } from '#app/_server/published.ts'
import { Headline } from '../figures/headline.tsx'
import type { TodayBlock } from './block.ts'
import '../figures/figures.css'

/** How the magazine stands, for whoever answers for it. */
export const figuresToday: TodayBlock = {
  name: 'Figures',
  may: maySeeFigures,
  async show(ctx) {
    const settings = await magazine()
    const { members, regular } = await figuresNow(ctx, settings.timeZone)
    return (
      <>
        <Headline members={members} regular={regular} settings={settings} />
        <p className="mt-1">
          <a href="/desk/figures">Over time, and for the accountant</a>
        </p>
      </>
    )
  },
}
