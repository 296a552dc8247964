import type { Access } from '#lib/articles/model.ts'

const words = {
  metered: {
    title: 'Read on with a free account',
    text: 'This article is open to everybody who is signed in. It takes an e-mail address and a minute.',
  },
  supporters: {
    title: 'This article is for supporters',
    text: 'Supporters give from £5 a month. They read everything, without advertising, and join the conversation.',
  },
  patrons: {
    title: 'This article is for patrons',
    text: 'Patrons give from £20 a month. They make the longest reporting possible, and read it first.',
  },
  public: { title: '', text: '' },
} as const

/** An invitation where a preview ends. Leads back to the article. */
export function Gate({ access, slug, signedIn }: { access: Access; slug: string; signedIn: boolean }) {
  const { title, text } = words[access]
  const path = `/articles/${slug}`
  return (
    <section aria-labelledby="gate" className="gate measure mt-8 border-t border-accent pt-6 text-center print:hidden">
      <h2 id="gate" className="text-2xl">
        {title}
      </h2>
      <p className="mt-2 text-[1.0625rem] text-pretty text-soft">{text}</p>
      <p className="mt-5 flex flex-wrap justify-center gap-3">
        {access === 'metered' ? null : (
          <a href={`/donate?from=${path}${access === 'patrons' ? '&amount=20' : ''}`} className="button">
            {access === 'patrons' ? 'Become a patron' : 'Become a supporter'}
          </a>
        )}
        {!signedIn && (
          <a href={`/sign-in?to=${path}`} className={access === 'metered' ? 'button' : 'button button-quiet'}>
            {access === 'metered' ? 'Sign in or join, free' : 'Sign in'}
          </a>
        )}
      </p>
    </section>
  )
}
