import type Stripe from 'stripe'

/**
 * The `stripe` package describes objects as its users see them; on the wire a decimal is still a string.
 * Every object builder here returns `OnTheWire<Stripe.Something>`, so the compiler checks the shapes.
 */
export type OnTheWire<T> = T extends Stripe.Decimal
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? OnTheWire<Item>[]
      : T extends object
        ? { [Key in keyof T]: OnTheWire<T[Key]> }
        : T
