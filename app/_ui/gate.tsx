import type { ReactNode } from 'react'
import type { Access } from '#lib/articles/model.ts'
import type { Plan } from '#lib/membership/model.ts'
import { formatMoney } from '#lib/money.ts'

export interface GateProps {
  access: Exclude<Access, 'public'>
  /** Where the reader comes back to: a path of this site. */
  back: string
  signedIn: boolean
  /** Whether they hold what a supporter holds, and need what a patron does; and whether by a gift of their own. */
  standing: 'none' | 'supporter' | 'supporter_by_own_gift'
  /** Those on sale in the reader's likely currency, the lowest minimum first. */
  plans: Plan[]
  locale: string
  /** What the magazine adds to it; may be empty. */
  note: string
  /** Set when the meter is what closes it. */
  usedUp: { free: number; from: ReactNode } | null
}

/** What is needed to read on, and what it costs; leads back to the very place. */
export function Gate({ access, back, signedIn, standing, plans, locale, note, usedUp }: GateProps) {
  const tier = access === 'patrons' ? 'patron' : 'supporter'
  const plan = plans.find((one) => one.tier === tier && one.interval === 'month')
  const from = plan ? ` from ${formatMoney({ amount: plan.minimum, currency: plan.currency }, locale)} a month` : ''
  const gives =
    tier === 'patron'
      ? 'They read every article'
      : usedUp
        ? 'They read on without counting'
        : 'They read supporters’ articles'
  const join = new URLSearchParams({
    from: back,
    ...(plan && { amount: String(plan.minimum / 100), currency: plan.currency }),
  })
  const upgrades = standing !== 'none' && tier === 'patron'
  return (
    <GateFrame
      title={
        usedUp
          ? `You have read your ${usedUp.free === 1 ? 'free article' : `${usedUp.free} free articles`} this month`
          : `This article is for ${tier}s`
      }
    >
      <p className="gate-text">
        {usedUp && <>The count starts anew on {usedUp.from}. </>}
        {upgrades && 'You are a supporter, thank you. '}
        {tier === 'patron' ? 'Patrons' : 'Supporters'} give{from}. {gives}
        {upgrades ? '.' : ', see no advertising, and join the conversation.'}
      </p>
      {note !== '' && <p className="gate-text">{note}</p>}
      <p className="gate-ways">
        {standing === 'supporter_by_own_gift' && upgrades ? (
          <a href={`/account/membership/change?${new URLSearchParams({ from: back })}`} className="button">
            Change your gift
          </a>
        ) : (
          <a href={`/donate?${join}`} className="button">
            Become a {tier}
          </a>
        )}
        {!signedIn && (
          <a href={`/sign-in?${new URLSearchParams({ to: back })}`} className="button button-quiet">
            Sign in
          </a>
        )}
      </p>
    </GateFrame>
  )
}

/**
 * Stands where a preview ends. `read-on` is the place: an address that ends in it leads here while the gate is closed, and
 * to where the text goes on when it is open.
 */
export function GateFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section id="read-on" aria-labelledby="gate" className="gate restricted">
      <h2 id="gate">{title}</h2>
      {children}
    </section>
  )
}
