import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { people } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { acceptLicence } from '#lib/licences/answers.ts'
import type { Offer } from '#lib/licences/model.ts'
import { offerLicence } from '#lib/licences/offers.ts'
import { upToDate } from './dates.ts'
import { inThePast } from './in-the-past.ts'

interface MadeUp {
  slug: string
  offered: string
  accepted?: string
  terms: Pick<Offer, 'licensee' | 'publication' | 'contactName' | 'email' | 'territory' | 'message'> & Partial<Offer>
}

/** In force, and told of the corrections that follow; waiting to be paid; waiting for an answer. */
const madeUp: MadeUp[] = [
  {
    slug: 'eleven-minutes-behind',
    offered: '2026-11-09T10:00:00Z',
    accepted: '2026-11-10T08:40:00Z',
    terms: {
      licensee: 'The Horological Society of Hask',
      publication: 'Escapement',
      contactName: 'Wendeline Marsh',
      email: 'wendeline@escapement.example',
      territory: 'Worldwide',
      message:
        'With our regards to the society. The article is for members here; your four hundred readers may have it.',
      notPublicAnyway: true,
    },
  },
  {
    slug: 'nine-hours-on-the-71',
    offered: '2026-11-22T15:00:00Z',
    terms: {
      licensee: 'Coast & County Newspapers Ltd',
      publication: 'The Thornsea Mercury',
      contactName: 'Abel Trask',
      email: 'abel.trask@mercury.example',
      territory: 'United Kingdom',
      message: '',
      terms: 'fee',
      fee: 18_000,
      currency: 'GBP',
    },
  },
  {
    slug: 'your-mp-is-not-a-plumber',
    offered: '2026-11-14T11:00:00Z',
    terms: {
      licensee: 'Damp Tenants’ Union',
      publication: 'The Dehumidifier',
      contactName: 'Prisca Vole',
      email: 'prisca@dehumidifier.example',
      territory: 'United Kingdom and Ireland',
      message: 'Please leave the headline as it is.',
    },
  },
]

/** Who may republish what of Saltmarsh; before its corrections, of which those who may are told. */
export async function seedLicences(ctx: Context): Promise<void> {
  const [editor] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.email, 'managing-editor@saltmarsh.example'))
  if (!editor) throw new Error('the demonstration has no managing editor')
  for (const { slug, offered, accepted, terms } of madeUp) {
    const at = upToDate(new Date(offered), ctx.now)
    const wanted = { articleSlug: slug, caseId: null, submissionId: v7(), personId: editor.id }
    const licenceId = await inThePast(ctx, at, (tx) => offerLicence(tx, wanted, { ...usualTerms(at), ...terms }))
    if (accepted !== undefined)
      await inThePast(ctx, upToDate(new Date(accepted), ctx.now), (tx) =>
        acceptLicence(tx, { licenceId, name: terms.contactName }),
      )
    // Now, since its invoice is made by the stand-in for Stripe, which has no past.
    else if (terms.terms === 'fee') await acceptLicence(ctx, { licenceId, name: terms.contactName })
  }
}

function usualTerms(validFrom: Date) {
  return {
    terms: 'free',
    fee: null,
    currency: null,
    scope: 'whole',
    partFrom: null,
    partTo: null,
    notPublicAnyway: false,
    language: 'English',
    validFrom,
    validUntil: after(validFrom, 365 * day),
    creditLine: 'First published in Saltmarsh.',
    linkRequired: true,
    offerDays: 30,
  } as const
}
