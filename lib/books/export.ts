import { asc, eq, gt } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { claimAddresses, claims } from '#db/schema/claims.ts'
import type { Context } from '#lib/context.ts'
import { addressSchema, type Address } from './address/model.ts'
import { unseal } from './internal/seal.ts'

export interface ExportedClaim {
  claim: typeof claims.$inferSelect
  /** The campaign's address part. */
  campaign: string
  bookTitle: string
  /** Null when none was given, it is removed already, or addresses were not asked for. */
  address: Address | null
}

/**
 * The next claims after one, in order, for an export.
 * @param options.withAddresses decrypts where each book goes
 */
export async function exportedClaims(
  ctx: Context,
  options: { after: string | undefined; most: number; withAddresses: boolean },
): Promise<ExportedClaim[]> {
  const rows = await ctx.db
    .select({ claim: claims, campaign: campaigns.slug, bookTitle: campaigns.bookTitle, sealed: claimAddresses })
    .from(claims)
    .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
    .leftJoin(claimAddresses, eq(claimAddresses.claimId, claims.id))
    .where(options.after === undefined ? undefined : gt(claims.id, options.after))
    .orderBy(asc(claims.id))
    .limit(options.most)
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    address:
      options.withAddresses && sealed?.ciphertext
        ? addressSchema.parse(
            JSON.parse(unseal(ctx.config, { ciphertext: sealed.ciphertext, keyId: sealed.keyId }, row.claim.id)),
          )
        : null,
  }))
}
