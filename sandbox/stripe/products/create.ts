import { mergeMetadata } from '../customers/fields.ts'
import { emit } from '../webhooks/emit.ts'
import { invalid, missingParameter, Refusal, required } from '../wire/refusal.ts'
import { priceObject, productObject } from './objects.ts'
import type { World } from '../world/world.ts'
import type { PriceData } from './price-data.ts'
import type { PriceRecord, ProductRecord } from './record.ts'

type NewProduct = { name: string; id?: string } & {
  [Key in keyof Omit<ProductRecord, 'id' | 'name'>]?: ProductRecord[Key] | undefined
}

type Extra = Pick<PriceRecord, 'active' | 'lookupKey' | 'metadata' | 'nickname'>

/** A product may bring its own id; two with the same id cannot be. https://docs.stripe.com/api/products/create */
export function createProduct(world: World, given: NewProduct): ProductRecord {
  const id = given.id ?? world.newId('prod_', 14)
  if (world.products.find(id)) {
    throw new Refusal(400, {
      type: 'invalid_request_error',
      code: 'resource_already_exists',
      message: 'Product already exists.',
      param: 'id',
    })
  }
  const now = world.clock.now()
  const product = world.products.put({
    id,
    created: now,
    updated: now,
    active: given.active ?? true,
    name: given.name,
    description: given.description ?? null,
    images: given.images ?? [],
    metadata: given.metadata ?? {},
    defaultPrice: null,
    shippable: given.shippable ?? null,
    statementDescriptor: given.statementDescriptor ?? null,
    unitLabel: given.unitLabel ?? null,
    url: given.url ?? null,
    taxCode: given.taxCode ?? null,
    deleted: false,
  })
  emit(world, 'product.created', productObject(world, product), { clock: null })
  return product
}

/** `extra.active` is false for a price made in passing: it is used once and not offered again. */
export function createPrice(world: World, data: PriceData, extra: Extra, param = ''): PriceRecord {
  const name = (field: string) => (param === '' ? field : `${param}[${field}]`)
  const unitAmount = data.unit_amount ?? data.unit_amount_decimal
  if (unitAmount === undefined) throw missingParameter(name('unit_amount'))
  if (data.product !== undefined && data.product_data !== undefined)
    throw invalid('Give only one of: product, product_data.', name('product'), 'parameters_exclusive')
  const product = data.product_data
    ? productFromData(world, data.product_data)
    : existingProduct(world, data.product, name('product'))
  const price = world.prices.put({
    ...extra,
    id: world.newId('price_1'),
    created: world.clock.now(),
    currency: data.currency,
    unitAmount,
    recurring: data.recurring ? { interval: data.recurring.interval, count: data.recurring.interval_count ?? 1 } : null,
    product: product.id,
    taxBehavior: data.tax_behavior ?? 'unspecified',
    type: data.recurring ? 'recurring' : 'one_time',
  })
  emit(world, 'price.created', priceObject(world, price), { clock: null })
  return price
}

function productFromData(world: World, data: NonNullable<PriceData['product_data']>): ProductRecord {
  return createProduct(world, {
    id: data.id,
    name: data.name,
    description: data.description,
    images: data.images,
    metadata: mergeMetadata({}, data.metadata),
    statementDescriptor: data.statement_descriptor,
    taxCode: data.tax_code,
    unitLabel: data.unit_label,
  })
}

function existingProduct(world: World, id: string | undefined, param: string): ProductRecord {
  if (id === undefined) throw missingParameter(param)
  const product = required(world.products.find(id), 'product', id, param)
  if (!product.active) throw invalid(`The product ${id} is archived; no price can be made for it.`, param)
  return product
}
