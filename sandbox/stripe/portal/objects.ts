import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { PortalConfigurationRecord, PortalSessionRecord } from './record.ts'

export function portalConfigurationObject(
  _world: World,
  record: PortalConfigurationRecord,
): OnTheWire<Stripe.BillingPortal.Configuration> {
  return {
    id: record.id,
    object: 'billing_portal.configuration',
    active: record.active,
    application: null,
    business_profile: {
      headline: record.headline,
      privacy_policy_url: record.privacyUrl,
      terms_of_service_url: record.termsUrl,
    },
    created: record.created,
    default_return_url: record.defaultReturnUrl,
    features: {
      customer_update: { allowed_updates: record.allowedUpdates, enabled: record.customerUpdate },
      invoice_history: { enabled: record.invoiceHistory },
      payment_method_update: { enabled: record.paymentMethodUpdate, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: record.cancelReasons, feedback_options: null, options: [] },
        enabled: record.cancel,
        mode: record.cancelMode,
        proration_behavior: 'none',
      },
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: record.isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: record.metadata,
    name: record.name,
    updated: record.updated,
  }
}

export function portalSessionObject(
  world: World,
  record: PortalSessionRecord,
): OnTheWire<Stripe.BillingPortal.Session> {
  return {
    id: record.id,
    object: 'billing_portal.session',
    after_expiration: null,
    configuration: record.configuration,
    created: record.created,
    customer: record.customer,
    customer_account: null,
    flow: record.flow ? flowObject(record.flow) : null,
    livemode: false,
    locale: record.locale,
    on_behalf_of: null,
    return_url: record.returnUrl,
    url: `${world.publicOrigin}/p/session/${record.secret}`,
  }
}

function flowObject(flow: NonNullable<PortalSessionRecord['flow']>): OnTheWire<Stripe.BillingPortal.Session.Flow> {
  return {
    after_completion:
      flow.afterCompletionUrl === null
        ? { hosted_confirmation: null, redirect: null, type: 'portal_homepage' }
        : { hosted_confirmation: null, redirect: { return_url: flow.afterCompletionUrl }, type: 'redirect' },
    customer_update: flow.type === 'customer_update' ? {} : null,
    subscription_cancel:
      flow.type === 'subscription_cancel' ? { retention: null, subscription: flow.subscription ?? '' } : null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: flow.type,
  }
}
