import { asc, eq, inArray } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { claimAddresses, claimAddressViews, claimHistory, claims, waitingList } from '#db/schema/claims.ts'
import { ownAddress } from '#lib/books/addresses.ts'
import { ofPerson, type Part } from './part.ts'

const books: Part = {
  key: 'books',
  title: 'Signed books',
  about:
    'Books you were promised: where each goes or went, what is written in it, what became of it, and when somebody here looked at its address.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ claim: claims, title: campaigns.bookTitle })
      .from(claims)
      .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
      .where(ofPerson(claims.personId, subject))
      .orderBy(asc(claims.createdAt))
    const ids = rows.map(({ claim }) => claim.id)
    const [history, views, given] = await Promise.all([
      ctx.db.select().from(claimHistory).where(inArray(claimHistory.claimId, ids)).orderBy(asc(claimHistory.sequence)),
      ctx.db
        .select()
        .from(claimAddressViews)
        .where(inArray(claimAddressViews.claimId, ids))
        .orderBy(asc(claimAddressViews.at)),
      ctx.db.select().from(claimAddresses).where(inArray(claimAddresses.claimId, ids)),
    ])
    return Promise.all(
      rows.map(async ({ claim, title }) => {
        const own = subject.personId === null ? null : await ownAddress(ctx, claim.id, subject.personId)
        const kept = given.find(({ claimId }) => claimId === claim.id)
        return {
          book: title,
          number: claim.number,
          state: claim.state,
          address: own?.address ? Object.values(own.address).filter((line) => line !== '') : null,
          addressGiven: kept?.givenAt ?? null,
          addressRemoved: kept?.removedAt ?? null,
          country: claim.country,
          dedication: claim.dedication === '' ? null : claim.dedication,
          dedicationRefusedBecause: claim.dedicationNote,
          copyNumber: claim.copyNumber,
          paymentsMade: `${claim.paymentsMade} of ${claim.paymentsNeeded}`,
          promised: claim.promisedAt,
          earned: claim.earnedAt,
          dispatched: claim.dispatchedAt,
          delivered: claim.deliveredAt,
          returned: claim.returnedAt,
          ended: claim.endedAt,
          endedBecause: claim.ending?.replaceAll('_', ' ') ?? null,
          carrier: claim.carrier,
          trackingNumber: claim.trackingNumber,
          trackingUrl: claim.trackingUrl,
          whatBecameOfIt: history
            .filter(({ claimId }) => claimId === claim.id)
            .map(
              ({ at, fact, why }) =>
                `${at.toISOString()}: ${fact.replaceAll('_', ' ')}${why === '' ? '' : ` (${why})`}`,
            ),
          addressSeen: views
            .filter(({ claimId }) => claimId === claim.id)
            .map(({ at, shownOn }) => `${at.toISOString()}, on a ${shownOn.replaceAll('_', ' ')}`),
        }
      }),
    )
  },
}

const waiting: Part = {
  key: 'waiting-lists',
  title: 'Waiting for a book',
  about: 'Waiting lists you joined.',
  isTable: true,
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ one: waitingList, title: campaigns.bookTitle })
      .from(waitingList)
      .innerJoin(campaigns, eq(campaigns.id, waitingList.campaignId))
      .where(ofPerson(waitingList.personId, subject))
      .orderBy(asc(waitingList.joinedAt))
    return rows.map(({ one, title }) => ({
      book: title,
      joined: one.joinedAt,
      state: one.state,
      heldUntil: one.heldUntil,
      settled: one.settledAt,
    }))
  },
}

export const bookParts: Part[] = [books, waiting]
