import { z } from 'zod'
import { houseAds } from '#db/schema/ads.ts'
import { v7 } from 'uuid'
import { campaigns, campaignZones } from '#db/schema/books.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { seedDelivered } from './delivered.ts'
import { covers } from './drawings/covers.ts'
import { houseAdDrawings } from './drawings/house-ads.ts'
import { seedParcels } from './parcels.ts'
import { readYaml } from './files.ts'

const amountsSchema = z.record(z.string(), z.int().positive())

const bookSchema = z.object({
  slug: z.string(),
  book: z.object({
    title: z.string(),
    author: z.string(),
    isbn: z.string(),
    description: z.string(),
    pages: z.int(),
    format: z.string(),
  }),
  signed: z.enum(['signed', 'dedicated', 'numbered']),
  offer: z.string(),
  condition: z.object({
    payments: z.int().default(1),
    once: amountsSchema.optional(),
    year: amountsSchema.optional(),
    month: amountsSchema.optional(),
  }),
  stock: z.int(),
  zones: z.array(
    z.strictObject({
      name: z.string(),
      countries: z.array(z.string()),
      postage: amountsSchema.nullable().default(null),
    }),
  ),
  copy_cost: z.strictObject({ amount: z.int(), currency: z.string() }),
  customs: z.strictObject({ hs_code: z.string(), origin: z.string(), weight: z.int() }),
  delivered: z.int().default(0),
  starts: z.coerce.date(),
  ends: z.coerce.date(),
  value_minor: amountsSchema,
  page_text: z.union([z.string(), z.array(z.string()).transform((paragraphs) => paragraphs.join('\n\n'))]),
})

const adSchema = z.object({
  slug: z.string(),
  advertiser: z.string(),
  headline: z.string(),
  text: z.string(),
  link: z.url(),
  topics: z.array(z.string()),
})

/** Ingests what is drawn for `slug`. @returns the picture's id */
function ingestDrawing(ctx: Context, drawings: Record<string, () => string>, slug: string, alt = ''): Promise<string> {
  const draw = drawings[slug]
  if (!draw) throw new Error(`nothing is drawn for ${slug}`)
  return ingestPicture(ctx, {
    from: { bytes: new TextEncoder().encode(draw()) },
    fileName: `${slug}.svg`,
    isTrusted: true,
    alt,
  })
}

/** Both signed-book campaigns, live whenever the demonstration is made. */
export async function seedCampaigns(ctx: Context): Promise<void> {
  for (const {
    slug,
    book,
    signed,
    offer,
    condition,
    stock,
    zones,
    copy_cost,
    customs,
    delivered,
    starts,
    ends,
    value_minor,
    page_text,
  } of await readYaml('books.yaml', z.array(bookSchema))) {
    const id = v7()
    await ctx.db.insert(campaigns).values({
      id,
      slug,
      publishedAt: after(ctx.now, -120 * day),
      bookTitle: book.title,
      bookAuthor: book.author,
      bookDescription: book.description.trim(),
      isbn: book.isbn,
      format: `${book.format}, ${book.pages} pages`,
      coverId: await ingestDrawing(ctx, covers, slug, `The cover of ${book.title} by ${book.author}`),
      signing: signed,
      offer,
      pageText: page_text,
      onceFrom: condition.once ?? null,
      yearFrom: condition.year ?? null,
      monthFrom: condition.month ?? null,
      monthPayments: condition.payments,
      bookValue: value_minor,
      copyCost: copy_cost.amount,
      copyCostCurrency: copy_cost.currency,
      hsCode: customs.hs_code,
      originCountry: customs.origin,
      weightGrams: customs.weight,
      stock,
      remaining: stock - delivered,
      // Long enough ago for those who have earned it in three months.
      startsAt: starts < after(ctx.now, -110 * day) ? starts : after(ctx.now, -110 * day),
      endsAt: ends > after(ctx.now, 14 * day) ? ends : after(ctx.now, 60 * day),
    })
    await ctx.db.insert(campaignZones).values(zones.map((zone, position) => ({ campaignId: id, ...zone, position })))
    await seedDelivered(ctx, id, delivered)
    if (condition.month) await seedParcels(ctx, id)
  }
}

/** The house advertisements of the standard edition. */
export async function seedHouseAds(ctx: Context): Promise<void> {
  for (const { topics, slug, ...ad } of await readYaml('house-ads.yaml', z.array(adSchema))) {
    const pictureId = await ingestDrawing(ctx, houseAdDrawings, slug)
    await ctx.db.insert(houseAds).values({
      ...ad,
      topicSlugs: topics,
      pictureId,
      startsAt: after(ctx.now, -30 * day),
      endsAt: after(ctx.now, 365 * day),
    })
  }
}
