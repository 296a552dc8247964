import type { AddressRecord, ShippingRecord } from './record.ts'

type Given<T> = { [Key in keyof T]?: T[Key] | undefined }

type GivenShipping = {
  name: string
  phone?: string
  carrier?: string
  tracking_number?: string
  address: Given<AddressRecord>
}

/** What a request leaves out of an address is null. */
export function fillAddress(given: Given<AddressRecord>): AddressRecord {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }
}

export function fillShipping(given: GivenShipping): ShippingRecord {
  return {
    name: given.name,
    phone: given.phone ?? null,
    carrier: given.carrier ?? null,
    tracking_number: given.tracking_number ?? null,
    address: fillAddress(given.address),
  }
}

/**
 * Keys are merged; an empty value removes its key, and an empty `metadata` removes them all.
 * https://docs.stripe.com/metadata
 */
export function mergeMetadata(
  present: Record<string, string>,
  given: Record<string, string> | null | undefined,
): Record<string, string> {
  if (given === undefined) return present
  if (given === null) return {}
  return Object.fromEntries(Object.entries({ ...present, ...given }).filter(([, value]) => value !== ''))
}
