import type { Plan } from './model.ts'

/** What a new magazine sells until it decides otherwise; product.md names the pounds. Minor units. */
export const defaultPlans: Plan[] = [
  { tier: 'supporter', interval: 'month', currency: 'GBP', minimum: 500, suggested: [500, 1000, 1500] },
  { tier: 'supporter', interval: 'year', currency: 'GBP', minimum: 5000, suggested: [5000, 7500, 10000] },
  { tier: 'patron', interval: 'month', currency: 'GBP', minimum: 2000, suggested: [2000, 3000, 5000] },
  { tier: 'patron', interval: 'year', currency: 'GBP', minimum: 20000, suggested: [20000, 30000, 50000] },

  { tier: 'supporter', interval: 'month', currency: 'USD', minimum: 600, suggested: [600, 1200, 1800] },
  { tier: 'supporter', interval: 'year', currency: 'USD', minimum: 6000, suggested: [6000, 9000, 12000] },
  { tier: 'patron', interval: 'month', currency: 'USD', minimum: 2500, suggested: [2500, 4000, 6000] },
  { tier: 'patron', interval: 'year', currency: 'USD', minimum: 25000, suggested: [25000, 40000, 60000] },

  { tier: 'supporter', interval: 'month', currency: 'EUR', minimum: 600, suggested: [600, 1200, 1800] },
  { tier: 'supporter', interval: 'year', currency: 'EUR', minimum: 6000, suggested: [6000, 9000, 12000] },
  { tier: 'patron', interval: 'month', currency: 'EUR', minimum: 2400, suggested: [2400, 3600, 6000] },
  { tier: 'patron', interval: 'year', currency: 'EUR', minimum: 24000, suggested: [24000, 36000, 60000] },

  { tier: 'supporter', interval: 'month', currency: 'AUD', minimum: 1000, suggested: [1000, 2000, 3000] },
  { tier: 'supporter', interval: 'year', currency: 'AUD', minimum: 10000, suggested: [10000, 15000, 20000] },
  { tier: 'patron', interval: 'month', currency: 'AUD', minimum: 4000, suggested: [4000, 6000, 10000] },
  { tier: 'patron', interval: 'year', currency: 'AUD', minimum: 40000, suggested: [40000, 60000, 100000] },
]
