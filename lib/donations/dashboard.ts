import type { Context } from '#lib/context.ts'

/**
 * Where staff see an object in Stripe's own dashboard (https://docs.stripe.com/dashboard/basics); with another host that
 * speaks as Stripe does, that host's front page.
 */
export function dashboardAddress(ctx: Context, kind: 'subscriptions' | 'payments' | 'invoices', id: string): string {
  const { apiBase, secretKey } = ctx.config.stripe
  if (apiBase !== undefined) return apiBase
  return `https://dashboard.stripe.com/${secretKey.includes('_test_') ? 'test/' : ''}${kind}/${encodeURIComponent(id)}`
}
