import { livingCustomer } from '../customers/living.ts'
import { mergeMetadata } from '../customers/fields.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import {
  choice,
  clearable,
  clearableText,
  flag,
  group,
  listOf,
  metadata,
  text,
  webAddress,
} from '../wire/parameters.ts'
import { invalid, required } from '../wire/refusal.ts'
import { configurationFrom, defaultConfiguration } from './configuration.ts'
import { portalConfigurationObject, portalSessionObject } from './objects.ts'

const onOff = group({ enabled: flag() }).optional()

const features = group({
  customer_update: group({
    enabled: flag(),
    allowed_updates: listOf(choice('address', 'email', 'name', 'phone', 'shipping', 'tax_id')).optional(),
  }).optional(),
  invoice_history: onOff,
  payment_method_update: onOff,
  subscription_cancel: group({
    enabled: flag(),
    mode: choice('at_period_end', 'immediately').optional(),
    proration_behavior: choice('none').optional(),
    cancellation_reason: group({ enabled: flag(), options: listOf(text()).optional() }).optional(),
  }).optional(),
})

const shared = {
  business_profile: group({
    headline: clearableText(60).optional(),
    privacy_policy_url: clearable(webAddress()).optional(),
    terms_of_service_url: clearable(webAddress()).optional(),
  }).optional(),
  default_return_url: clearable(webAddress()).optional(),
  metadata: metadata().optional(),
  name: clearableText().optional(),
}

const flowData = group({
  type: choice('payment_method_update', 'subscription_cancel', 'customer_update'),
  subscription_cancel: group({ subscription: text() }).optional(),
  after_completion: group({
    type: choice('redirect', 'portal_homepage'),
    redirect: group({ return_url: webAddress() }).optional(),
  }).optional(),
})

/** https://docs.stripe.com/api/customer_portal */
export const portalEndpoints: Endpoint[] = [
  endpoint('POST', '/v1/billing_portal/configurations', { ...shared, features }, (world, given) => {
    const now = world.clock.now()
    const blank = { ...configurationFrom({}), id: world.newId('bpc_1'), created: now, updated: now, metadata: {} }
    const isDefault = world.portalConfigurations.newest({ isDefault: true }) === undefined
    const record = { ...blank, ...configurationFrom(given), metadata: mergeMetadata({}, given.metadata), isDefault }
    return portalConfigurationObject(world, world.portalConfigurations.put(record))
  }),

  endpoint('GET', '/v1/billing_portal/configurations/:id', {}, (world, _given, id) =>
    portalConfigurationObject(world, required(world.portalConfigurations.find(id), 'configuration', id)),
  ),

  endpoint(
    'POST',
    '/v1/billing_portal/configurations/:id',
    { ...shared, features: features.optional(), active: flag().optional() },
    (world, given, id) => {
      const present = required(world.portalConfigurations.find(id), 'configuration', id)
      if (given.active === false && present.isDefault)
        throw invalid('The default configuration cannot be deactivated.', 'active')
      const changed = {
        ...configurationFrom(given, present),
        id,
        created: present.created,
        updated: world.clock.now(),
        active: given.active ?? present.active,
        isDefault: present.isDefault,
        metadata: mergeMetadata(present.metadata, given.metadata),
      }
      return portalConfigurationObject(world, world.portalConfigurations.put(changed))
    },
  ),

  listEndpoint(
    '/v1/billing_portal/configurations',
    { active: flag().optional(), is_default: flag().optional() },
    (world, filters) =>
      select(
        world,
        world.portalConfigurations,
        { active: filters.active, isDefault: filters.is_default },
        portalConfigurationObject,
      ),
  ),

  endpoint(
    'POST',
    '/v1/billing_portal/sessions',
    {
      configuration: text().optional(),
      customer: text(),
      flow_data: flowData.optional(),
      locale: text().optional(),
      return_url: webAddress().optional(),
    },
    (world, given) => {
      const customer = livingCustomer(world, given.customer, 'customer')
      const configuration =
        given.configuration === undefined
          ? defaultConfiguration(world)
          : required(
              world.portalConfigurations.find(given.configuration),
              'configuration',
              given.configuration,
              'configuration',
            )
      const cancels = given.flow_data?.subscription_cancel?.subscription
      if (cancels !== undefined) {
        const subscription = world.subscriptions.find(cancels)
        required(
          subscription?.customer === customer.id ? subscription : undefined,
          'subscription',
          cancels,
          'flow_data[subscription_cancel][subscription]',
        )
      }
      if (given.flow_data?.type === 'subscription_cancel' && cancels === undefined) {
        throw invalid(
          'This flow needs the subscription to cancel.',
          'flow_data[subscription_cancel][subscription]',
          'parameter_missing',
        )
      }
      const session = world.portalSessions.put({
        id: world.newId('bps_1'),
        created: world.clock.now(),
        customer: customer.id,
        configuration: configuration.id,
        returnUrl: given.return_url ?? configuration.defaultReturnUrl,
        locale: given.locale ?? null,
        secret: world.newId('test_', 40),
        flow: given.flow_data
          ? {
              type: given.flow_data.type,
              subscription: cancels ?? null,
              afterCompletionUrl: given.flow_data.after_completion?.redirect?.return_url ?? null,
            }
          : null,
      })
      return portalSessionObject(world, session)
    },
  ),
]
