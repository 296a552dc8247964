import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { z } from 'zod'
import { isFreeToRead, slugSchema } from '#lib/articles/model.ts'
import { detailLines } from '#lib/cases/model.ts'
import { dateIn } from '#lib/clock.ts'
import { articleToLicense, enquiryOf, type ArticleToLicense, type Enquiry } from '#lib/licences/offer-form.ts'
import { usualOfferDays } from '#lib/licences/model.ts'
import { mayLicense } from '#lib/licences/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { TextField } from '#app/_ui/fields.tsx'
import { emptyForm } from '#app/_ui/form-state.ts'
import { DeskNotDone } from '../../_ui/desk-state.tsx'
import { RefuseForm } from '../_licences/refuse-form.tsx'
import { OfferForm } from '../_licences/offer-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Offer a licence', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  case: z.uuid().optional().catch(undefined),
  /** An article's address, whole or its last part. */
  article: z.string().max(2_000).optional().catch(undefined),
})

/** Offers terms to republish an article, in answer to an enquiry or without one. */
export default async function NewLicencePage({ searchParams }: Props) {
  await requireStaff('/desk/licences', mayLicense)
  const ctx = await requestContext()
  const asked = querySchema.parse(await searchParams)
  const { timeZone } = await magazine()
  const enquiry = asked.case === undefined ? null : await enquiryOf(ctx, asked.case)
  const slug = slugIn(asked.article ?? enquiry?.articleSlug ?? '')
  const article = slug === null ? null : await articleToLicense(ctx, slug)
  const refused = await refusedForm('offer-licence')
  const refusedRefusal = await refusedForm('refuse-licence')
  const start =
    refused === emptyForm && article
      ? { ...emptyForm, typed: usualTerms(article, enquiry, dateIn(ctx.now, timeZone)) }
      : refused
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/licences">Licences</a>
      </p>
      <h1>Offer a licence</h1>
      {enquiry && <EnquiryFacts enquiry={enquiry} />}
      {asked.article !== undefined && article === null && (
        <DeskNotDone>There is no article of that address.</DeskNotDone>
      )}
      {article === null ? (
        <WhichArticle caseId={enquiry?.caseId} typed={asked.article ?? ''} />
      ) : article.isPublished ? (
        <>
          <p className="mt-3 mb-5">
            To republish <a href={`/articles/${article.slug}`}>{article.headline}</a>
          </p>
          <OfferForm
            start={start}
            article={article.slug}
            caseId={enquiry?.caseId ?? ''}
            submissionId={refused.typed.submissionId ?? v7()}
            blocks={article.blocks}
            isPublic={isFreeToRead(article.access)}
          />
          {enquiry?.isOpen && (
            <section aria-labelledby="refuse" className="desk-section">
              <h2 id="refuse">Or refuse</h2>
              <RefuseForm
                start={refusedRefusal}
                hidden={{
                  article: article.slug,
                  case: enquiry.caseId,
                  submissionId: refusedRefusal.typed.submissionId ?? v7(),
                  licensee: enquiry.publication || enquiry.name,
                  publication: enquiry.publication || enquiry.name,
                  contactName: enquiry.name,
                  email: enquiry.email,
                }}
              />
            </section>
          )}
        </>
      ) : (
        <DeskNotDone>
          “{article.headline}” is not published. Only an article that readers can see is licensed.
        </DeskNotDone>
      )}
    </>
  )
}

function slugIn(typed: string): string | null {
  const last = typed
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/^.*\//, '')
  return slugSchema.safeParse(last).data ?? null
}

function usualTerms(article: ArticleToLicense, enquiry: Enquiry | null, today: string): Record<string, string> {
  return {
    licensee: enquiry?.publication ?? '',
    publication: enquiry?.publication ?? '',
    contactName: enquiry?.name ?? '',
    email: enquiry?.email ?? '',
    territory: 'Worldwide',
    language: enquiry?.details.language || 'English',
    scope: enquiry?.details.extent || 'whole',
    validFrom: enquiry?.details.date || today,
    creditLine: article.creditLine,
    linkRequired: 'on',
    offerDays: String(usualOfferDays),
  }
}

function WhichArticle({ caseId, typed }: { caseId: string | undefined; typed: string }) {
  return (
    <form action="/desk/licences/new" className="mt-4 max-w-xl space-y-4">
      {caseId !== undefined && <input type="hidden" name="case" value={caseId} />}
      <TextField
        name="article"
        label="Which article"
        defaultValue={typed}
        hint="Its address, as it stands in the browser, or the last part of it."
      />
      <button type="submit" className="button">
        Go on
      </button>
    </form>
  )
}

function EnquiryFacts({ enquiry }: { enquiry: Enquiry }) {
  return (
    <section aria-labelledby="enquiry" className="desk-section">
      <h2 id="enquiry">What was asked ({enquiry.reference})</h2>
      {!enquiry.isOpen && <DeskNotDone>This case is closed. Reopen it before you offer terms.</DeskNotDone>}
      <dl className="desk-facts">
        {[
          ['From', `${enquiry.name}, ${enquiry.email}`],
          ...detailLines(enquiry.details).map(({ label, text }) => [label, text]),
          ...(enquiry.message === '' ? [] : [['Message', enquiry.message]]),
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="whitespace-pre-line">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
