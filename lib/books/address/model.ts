import { z } from 'zod'

/** Where a book goes. What a country does not use is empty. */
export const addressSchema = z.object({
  name: z.string(),
  organisation: z.string().default(''),
  line1: z.string(),
  line2: z.string().default(''),
  city: z.string(),
  /** A state, county or province: its code where the country has codes. */
  state: z.string().default(''),
  postcode: z.string().default(''),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
})
export type Address = z.infer<typeof addressSchema>

export type AddressField = keyof Address

/** How long before the lock the donor is told. */
export const noticeHours = 48

/** Nobody said that it arrived: so many days after it was sent it counts as if it had, when addresses are removed. */
export const quietDeliveryDays = 45

/** Whether the donor may still change where the book goes. @param address null while there is none */
export function mayChangeAddress(
  claim: { state: string },
  address: { lockedAt: Date | null } | null,
  now: Date,
): boolean {
  if (claim.state !== 'promised' && claim.state !== 'earned') return false
  return address === null || address.lockedAt === null || address.lockedAt > now
}
