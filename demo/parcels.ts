import { asc, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { campaignZones } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { checkoutAttempts } from '#db/schema/donations.ts'
import type { Address } from '#lib/books/address/model.ts'
import { giveNotices } from '#lib/books/address-jobs.ts'
import { giveAddress } from '#lib/books/addresses.ts'
import { judgeDedication } from '#lib/books/dedications.ts'
import { dispatchClaim } from '#lib/books/dispatch.ts'
import { moveClaim } from '#lib/books/internal/move-claim.ts'
import { moveByHand, packClaim, sayOfParcel } from '#lib/books/packing.ts'
import { reserveBook } from '#lib/books/reserve.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { seedPerson } from './people.ts'

type Until = 'address_missing' | 'earned' | 'ready' | 'packed' | 'dispatched' | 'damaged' | 'returned'

/** Invented people at invented places, each with a book that has come so far. Odd ones say how the book is dedicated. */
const parcels: [
  name: string,
  dedication: string,
  until: Until,
  address: Omit<Address, 'name' | 'organisation' | 'line2'>,
][] = [
  [
    'Orla Penhaligon',
    'For Orla, who keeps the tide tables',
    'ready',
    gb('3 Ropewalk Cottages', 'Orsemouth', 'PL28 8AA'),
  ],
  ['Bartholomew Quay', '', 'ready', gb('Flat 2, The Old Customs House', 'Invermorrow', 'IV2 7ZZ')],
  ['Winifred Achterberg', 'To Winnie and the dog', 'ready', gb('19 Saltings Lane', 'Nether Staithe', 'NR23 1ZZ')],
  [
    'Jean-Luc Marchegay',
    'Pour Jean-Luc',
    'ready',
    { line1: '12 quai des Brumes', city: 'Port-Vaseux', state: '', postcode: '44999', country: 'FR' },
  ],
  [
    'Aoife Ní Shúilleabháin',
    '',
    'ready',
    { line1: 'Teach na Trá', city: 'Ballymuck', state: 'CO', postcode: 'P99 XX99', country: 'IE' },
  ],
  [
    'Dolores Vanterpool',
    'For Dolores, a swimmer',
    'ready',
    { line1: '41 Estuary Road', city: 'Mudgee Flats', state: 'MA', postcode: '02199', country: 'US' },
  ],
  ['Gethin Powys', 'I Gethin', 'packed', gb('Ty Cors', 'Abermwd', 'SA99 1ZZ')],
  ['Marigold Spurling', '', 'dispatched', gb('7 Sluice Street', 'Fenny Drayton', 'PE99 9ZZ')],
  ['Tobias Ferrante', 'For Toby, up to the knees', 'damaged', gb('The Dredger', 'Orsemouth', 'PL28 8ZZ')],
  ['Hester Lovibond', '', 'returned', gb('1 Gone Away Row', 'Lower Slough', 'SL9 9ZZ')],
  ['Ignatius Crake', 'To the reed bunting', 'earned', gb('Reedhouse', 'Great Wash', 'PE99 8ZZ')],
  ['Philippa Dunnock', '', 'address_missing', gb('', '', '')],
]

function gb(line1: string, city: string, postcode: string) {
  return { line1, city, state: '', postcode, country: 'GB' }
}

/** Books for the desk to send, in several states. Who packed them is the person who packs books here. */
export async function seedParcels(ctx: Context, campaignId: string): Promise<void> {
  const actorId = await seedPerson(ctx, 'fulfilment@saltmarsh.example', 'Fern Balogun')
  const zones = await ctx.db
    .select()
    .from(campaignZones)
    .where(eq(campaignZones.campaignId, campaignId))
    .orderBy(asc(campaignZones.position))
  // Long enough ago for what is ready to be locked; what is not follows.
  const then: Context = { ...ctx, now: after(ctx.now, -6 * day) }
  const made: { claimId: string; personId: string; until: Until }[] = []
  for (const [index, [name, dedication, until, address]] of parcels.entries()) {
    const personId = await seedPerson(then, `parcel-${index + 1}@readers.example`, name)
    const attemptId = v7()
    await then.db.insert(checkoutAttempts).values({
      id: attemptId,
      personId,
      frequency: 'month' as const,
      amount: 1000,
      currency: 'GBP',
      state: 'completed' as const,
      createdAt: then.now,
      completedAt: then.now,
    })
    const zoneId = zones.find(({ countries }) => countries.includes(address.country))?.id ?? null
    const { country } = address
    await reserveBook(then, {
      attemptId,
      campaignId,
      personId,
      dedication,
      zoneId,
      country,
      postage: 0,
      wish: 'book',
      rule: 'months',
      least: 1000,
      paymentsNeeded: 3,
    })
    const [claim] = await then.db.select({ id: claims.id }).from(claims).where(eq(claims.giftId, attemptId))
    if (!claim) throw new Error(`no copy was kept for ${name}`)
    const claimId = claim.id
    await inTransaction(then, (tx) => moveClaim(tx, claimId, { kind: 'paid', payments: 3 }, { actorId: null }))
    const isRead = until !== 'earned' && dedication !== ''
    if (isRead) await judgeDedication(then, { claimId, text: dedication, verdict: 'accepted', note: '', actorId })
    if (until !== 'address_missing')
      await giveAddress(then, { claimId, personId, typed: { ...address, name, organisation: '', line2: '' } })
    made.push({ claimId, personId, until })
  }
  await giveNotices(then)
  const locked: Context = { ...ctx, now: after(ctx.now, -3 * day) }
  for (const { claimId, personId, until } of made) await carryOn(locked, claimId, personId, until, actorId)
}

async function carryOn(ctx: Context, claimId: string, personId: string, until: Until, actorId: string): Promise<void> {
  const by = { actorId }
  if (until === 'address_missing' || until === 'earned' || until === 'ready') return
  await packClaim(ctx, claimId, by)
  if (until === 'packed') return
  const trackingNumber = `SM${claimId.replace(/\D/g, '').slice(-9).padStart(9, '0')}GB`
  await dispatchClaim(ctx, claimId, { carrier: 'Royal Mail', trackingNumber }, by)
  if (until === 'damaged') await sayOfParcel(ctx, claimId, personId, 'damaged')
  if (until === 'returned')
    await moveByHand(ctx, claimId, { kind: 'returned' }, { ...by, why: 'No such house, says the postman.' })
}
