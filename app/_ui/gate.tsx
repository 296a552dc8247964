import type { Access } from '#lib/articles/model.ts'
import type { Plan } from '#lib/membership/model.ts'
import { formatMoney } from '#lib/money.ts'

interface GateProps {
  access: Exclude<Access, 'public'>
  slug: string
  signedIn: boolean
  /** Those on sale, the lowest minimum first. */
  plans: Plan[]
  locale: string
}

/** An invitation where a preview ends. Leads back to the article. */
export function Gate({ access, slug, signedIn, plans, locale }: GateProps) {
  const path = `/articles/${slug}`
  if (access === 'metered') {
    return (
      <GateFrame
        title="Read on with a free account"
        text="This article is open to everybody who is signed in. It takes an e-mail address and a minute."
      >
        <a href={`/sign-in?to=${path}`} className="button">
          Sign in or join, free
        </a>
      </GateFrame>
    )
  }
  const tier = access === 'patrons' ? 'patron' : 'supporter'
  const plan = plans.find((one) => one.tier === tier && one.interval === 'month')
  const from = plan ? ` from ${formatMoney({ amount: plan.minimum, currency: plan.currency }, locale)} a month` : ''
  const gives = tier === 'patron' ? 'They read every article' : 'They read supporters’ articles'
  return (
    <GateFrame
      title={`This article is for ${tier}s`}
      text={`${tier === 'patron' ? 'Patrons' : 'Supporters'} give${from}. ${gives}, see no advertising, and join the conversation.`}
    >
      <a href={`/donate?from=${path}${plan ? `&amount=${plan.minimum / 100}` : ''}`} className="button">
        Become a {tier}
      </a>
      {!signedIn && (
        <a href={`/sign-in?to=${path}`} className="button button-quiet">
          Sign in
        </a>
      )}
    </GateFrame>
  )
}

function GateFrame({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <section aria-labelledby="gate" className="gate measure mt-8 border-t border-accent pt-6 text-center print:hidden">
      <h2 id="gate" className="text-2xl">
        {title}
      </h2>
      <p className="mt-2 text-[1.0625rem] text-pretty text-soft">{text}</p>
      <p className="mt-5 flex flex-wrap justify-center gap-3">{children}</p>
    </section>
  )
}
