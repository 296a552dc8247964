import type { Config } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import type { Tier } from '#lib/membership/model.ts'
import { productSchema } from './objects.ts'
import { isMissing, isThereAlready, stripe } from './stripe.ts'

/**
 * What we sell, under ids of our own choosing: the same in every installation, so that nobody has to copy them from
 * Stripe's dashboard. https://docs.stripe.com/api/products/create#create_product-id
 */
export const products = [
  { id: 'standfirst_supporter', name: 'Supporter' },
  { id: 'standfirst_patron', name: 'Patron' },
  { id: 'standfirst_donation', name: 'One-off donation' },
  { id: 'standfirst_postage', name: 'Postage for a signed book' },
] as const

/** What is charged once, beside a gift, for sending the book it brings. */
export const postageProduct = 'standfirst_postage'

const donationProduct = 'standfirst_donation'

const productOfTier: Record<Tier, string> = { supporter: 'standfirst_supporter', patron: 'standfirst_patron' }

export function productFor(tier: Tier | null): string {
  return tier === null ? donationProduct : productOfTier[tier]
}

/**
 * The tier a subscription was sold as. The product remembers it, not the amount: raising a plan's minimum later takes
 * nothing from those who give already.
 * @returns null for a product that is not one of our memberships
 */
export function tierOfProduct(productId: string): Tier | null {
  if (productId === productOfTier.patron) return 'patron'
  return productId === productOfTier.supporter ? 'supporter' : null
}

const ensured = new WeakMap<Config['stripe'], Promise<void>>()

/** Makes our products at Stripe where they are missing; asks once in each process. @throws what Stripe throws */
export function ensureCatalogue(ctx: Context): Promise<void> {
  const settings = ctx.config.stripe
  const known = ensured.get(settings)
  if (known) return known
  const work = Promise.all(products.map((product) => ensureProduct(ctx, product))).then(() => undefined)
  ensured.set(settings, work)
  work.catch(() => ensured.delete(settings))
  return work
}

/** Looks again before the next checkout: somebody may have changed a product in the dashboard. */
export function forgetCatalogue(ctx: Context): void {
  ensured.delete(ctx.config.stripe)
}

async function ensureProduct(ctx: Context, product: (typeof products)[number]): Promise<void> {
  const { products: shelf } = stripe(ctx)
  try {
    const { active } = productSchema.parse(await shelf.retrieve(product.id))
    // Archived by mistake: prices can only be made for active products.
    if (!active) await shelf.update(product.id, { active: true })
  } catch (error) {
    if (!isMissing(error)) throw error
    await shelf.create({ ...product, metadata: { app: 'standfirst' } }).catch((refusal: unknown) => {
      // Another process was quicker.
      if (!isThereAlready(refusal)) throw refusal
    })
  }
}
