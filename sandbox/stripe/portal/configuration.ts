import type { World } from '../world/world.ts'
import type { PortalConfigurationRecord } from './record.ts'

type Choices = Omit<PortalConfigurationRecord, 'id' | 'created' | 'updated' | 'metadata'>

type Given = {
  business_profile?: {
    headline?: string | null
    privacy_policy_url?: string | null
    terms_of_service_url?: string | null
  }
  default_return_url?: string | null
  name?: string | null
  features?: {
    customer_update?: { enabled: boolean; allowed_updates?: PortalConfigurationRecord['allowedUpdates'] }
    invoice_history?: { enabled: boolean }
    payment_method_update?: { enabled: boolean }
    subscription_cancel?: {
      enabled: boolean
      mode?: PortalConfigurationRecord['cancelMode']
      cancellation_reason?: { enabled: boolean }
    }
  }
}

const NOTHING_ALLOWED: Choices = {
  active: true,
  isDefault: false,
  name: null,
  defaultReturnUrl: null,
  headline: null,
  privacyUrl: null,
  termsUrl: null,
  customerUpdate: false,
  allowedUpdates: [],
  invoiceHistory: false,
  paymentMethodUpdate: false,
  cancel: false,
  cancelMode: 'at_period_end',
  cancelReasons: false,
}

/** What a request says about the portal, over what was chosen before; what nobody mentions stays switched off. */
export function configurationFrom(given: Given, before: Choices = NOTHING_ALLOWED): Choices {
  const { business_profile: profile = {}, features = {} } = given
  const cancel = features.subscription_cancel
  return {
    ...before,
    name: given.name === undefined ? before.name : given.name,
    defaultReturnUrl: given.default_return_url === undefined ? before.defaultReturnUrl : given.default_return_url,
    headline: profile.headline === undefined ? before.headline : profile.headline,
    privacyUrl: profile.privacy_policy_url === undefined ? before.privacyUrl : profile.privacy_policy_url,
    termsUrl: profile.terms_of_service_url === undefined ? before.termsUrl : profile.terms_of_service_url,
    customerUpdate: features.customer_update?.enabled ?? before.customerUpdate,
    allowedUpdates: features.customer_update?.allowed_updates ?? before.allowedUpdates,
    invoiceHistory: features.invoice_history?.enabled ?? before.invoiceHistory,
    paymentMethodUpdate: features.payment_method_update?.enabled ?? before.paymentMethodUpdate,
    cancel: cancel?.enabled ?? before.cancel,
    cancelMode: cancel?.mode ?? before.cancelMode,
    cancelReasons: cancel?.cancellation_reason?.enabled ?? before.cancelReasons,
  }
}

/** The configuration a session gets that names none; with Stripe somebody has to save one first, here it is simply there. */
export function defaultConfiguration(world: World): PortalConfigurationRecord {
  const present = world.portalConfigurations.newest({ isDefault: true })
  if (present) return present
  const now = world.clock.now()
  return world.portalConfigurations.put({
    ...NOTHING_ALLOWED,
    id: world.newId('bpc_1'),
    created: now,
    updated: now,
    metadata: {},
    isDefault: true,
    customerUpdate: true,
    allowedUpdates: ['email', 'name'],
    invoiceHistory: true,
    paymentMethodUpdate: true,
    cancel: true,
    cancelReasons: true,
  })
}
