import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { mayGive } from '#lib/articles/policy.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { article, wall } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { GiveForm } from './give-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Give an article', robots: { index: false } }

interface Props {
  params: Promise<{ slug: string }>
}

/** A member gives an article: a link for somebody who could not read it. */
export default async function GivePage({ params }: Props) {
  const { slug } = await params
  const view = await article(slug)
  if (!view) return <MissingPage />
  const person = await requirePerson(`/articles/${slug}/give`)
  const [terms, held, start] = await Promise.all([
    wall(),
    requestContext().then((ctx) => benefitsOf(ctx, person.id)),
    refusedForm('give'),
  ])
  const may = mayGive(view.access, { roles: person.roles, benefits: held.map(({ benefit }) => benefit) })
  return (
    <PlainPage title="Give this article">
      <p className="mt-3 text-lg text-soft">
        <a href={`/articles/${slug}`}>{view.headline}</a>
      </p>
      {view.access === 'public' && (
        <p className="mt-5 text-lg">Everybody can read it as it is: its address is all you need to pass on.</p>
      )}
      {view.access !== 'public' && (!may || terms.giftLinksPerMonth === 0) && (
        <p className="mt-5 text-lg text-pretty">
          Articles like this one are given by members who may read them.{' '}
          <a
            href={`/donate?${new URLSearchParams({ from: `/articles/${slug}` })}`}
            className="font-semibold text-accent"
          >
            Become one
          </a>
          .
        </p>
      )}
      {may && terms.giftLinksPerMonth > 0 && (
        <>
          <p className="mt-5 text-lg text-pretty">
            You get a link that opens the whole article to anybody, without an account. It lets in {terms.giftOpenings}{' '}
            {terms.giftOpenings === 1 ? 'reader' : 'readers'} and lasts {terms.giftDays} days. You can make{' '}
            {terms.giftLinksPerMonth} a month, and take each of them back in your account.
          </p>
          <GiveForm start={start} slug={slug} giftId={v7()} />
        </>
      )}
    </PlainPage>
  )
}
