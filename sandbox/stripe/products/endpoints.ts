import { mergeMetadata } from '../customers/fields.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import { choice, clearableText, currency, flag, group, listOf, metadata, text, webAddress } from '../wire/parameters.ts'
import { invalid, required } from '../wire/refusal.ts'
import { createPrice, createProduct } from './create.ts'
import { deletedProductObject, priceObject, productObject } from './objects.ts'
import { priceDataFields, productDataFields, recurringFields } from './price-data.ts'

const productFields = {
  active: flag().optional(),
  description: clearableText().optional(),
  images: listOf(webAddress(), 8).optional(),
  metadata: metadata().optional(),
  shippable: flag().optional(),
  statement_descriptor: text(22).optional(),
  tax_code: clearableText().optional(),
  unit_label: clearableText(12).optional(),
  url: clearableText().optional(),
}

export const productEndpoints: Endpoint[] = [
  endpoint(
    'POST',
    '/v1/products',
    { ...productFields, id: text(100).optional(), name: text(), type: choice('good', 'service').optional() },
    (world, given) =>
      productObject(
        world,
        createProduct(world, {
          id: given.id,
          name: given.name,
          active: given.active,
          description: given.description,
          images: given.images,
          metadata: mergeMetadata({}, given.metadata),
          shippable: given.shippable,
          statementDescriptor: given.statement_descriptor,
          taxCode: given.tax_code,
          unitLabel: given.unit_label,
          url: given.url,
        }),
      ),
  ),

  endpoint('GET', '/v1/products/:id', {}, (world, _given, id) => {
    const product = required(world.products.find(id), 'product', id)
    return product.deleted ? deletedProductObject(product) : productObject(world, product)
  }),

  endpoint(
    'POST',
    '/v1/products/:id',
    { ...productFields, default_price: text().optional(), name: text().optional() },
    (world, given, id) => {
      const product = required(world.products.find(id), 'product', id)
      if (given.default_price !== undefined)
        required(world.prices.find(given.default_price), 'price', given.default_price, 'default_price')
      const before = productObject(world, product)
      const after = world.products.put({
        ...product,
        updated: world.clock.now(),
        active: given.active ?? product.active,
        name: given.name ?? product.name,
        description: given.description === undefined ? product.description : given.description,
        images: given.images ?? product.images,
        metadata: mergeMetadata(product.metadata, given.metadata),
        shippable: given.shippable ?? product.shippable,
        statementDescriptor: given.statement_descriptor ?? product.statementDescriptor,
        taxCode: given.tax_code === undefined ? product.taxCode : given.tax_code,
        unitLabel: given.unit_label === undefined ? product.unitLabel : given.unit_label,
        url: given.url === undefined ? product.url : given.url,
        defaultPrice: given.default_price ?? product.defaultPrice,
      })
      const object = productObject(world, after)
      emit(world, 'product.updated', object, { clock: null, before })
      return object
    },
  ),

  endpoint('DELETE', '/v1/products/:id', {}, (world, _given, id) => {
    const product = required(world.products.find(id), 'product', id)
    if (world.prices.newest({ product: id })) throw invalid('A product that has prices cannot be deleted.')
    const object = productObject(world, product)
    world.products.remove(id)
    emit(world, 'product.deleted', object, { clock: null })
    return deletedProductObject(product)
  }),

  listEndpoint(
    '/v1/products',
    { active: flag().optional(), ids: listOf(text()).optional(), shippable: flag().optional(), url: text().optional() },
    (world, filters) =>
      select(
        world,
        world.products,
        {
          active: filters.active,
          id: filters.ids ? { in: filters.ids } : undefined,
          shippable: filters.shippable,
          url: filters.url,
        },
        productObject,
      ),
  ),

  endpoint(
    'POST',
    '/v1/prices',
    {
      ...priceDataFields,
      active: flag().optional(),
      billing_scheme: choice('per_unit').optional(),
      lookup_key: text(200).optional(),
      metadata: metadata().optional(),
      nickname: text().optional(),
      product_data: productDataFields.optional(),
      recurring: recurringFields.optional(),
    },
    (world, given) =>
      priceObject(
        world,
        createPrice(world, given, {
          active: given.active ?? true,
          lookupKey: given.lookup_key ?? null,
          metadata: mergeMetadata({}, given.metadata),
          nickname: given.nickname ?? null,
        }),
      ),
  ),

  endpoint('GET', '/v1/prices/:id', {}, (world, _given, id) =>
    priceObject(world, required(world.prices.find(id), 'price', id)),
  ),

  endpoint(
    'POST',
    '/v1/prices/:id',
    {
      active: flag().optional(),
      lookup_key: text(200).optional(),
      metadata: metadata().optional(),
      nickname: clearableText().optional(),
    },
    (world, given, id) => {
      const price = required(world.prices.find(id), 'price', id)
      const before = priceObject(world, price)
      const after = world.prices.put({
        ...price,
        active: given.active ?? price.active,
        lookupKey: given.lookup_key ?? price.lookupKey,
        metadata: mergeMetadata(price.metadata, given.metadata),
        nickname: given.nickname === undefined ? price.nickname : given.nickname,
      })
      const object = priceObject(world, after)
      emit(world, 'price.updated', object, { clock: null, before })
      return object
    },
  ),

  listEndpoint(
    '/v1/prices',
    {
      active: flag().optional(),
      currency: currency().optional(),
      lookup_keys: listOf(text(), 10).optional(),
      product: text().optional(),
      type: choice('one_time', 'recurring').optional(),
      recurring: group({
        interval: choice('day', 'week', 'month', 'year').optional(),
        usage_type: choice('licensed', 'metered').optional(),
      }).optional(),
    },
    (world, filters) =>
      select(
        world,
        world.prices,
        {
          active: filters.active,
          currency: filters.currency,
          lookupKey: filters.lookup_keys ? { in: filters.lookup_keys } : undefined,
          product: filters.product,
          type: filters.type,
          'recurring.interval': filters.recurring?.interval,
        },
        priceObject,
      ),
  ),
]
