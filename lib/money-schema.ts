import { z } from 'zod'
import { currencies } from './money.ts'

/** Apart from `money.ts`, which browsers load. */
export const currencySchema = z.enum(currencies)
