import { invalid } from '../wire/refusal.ts'
import type { CustomerRecord } from './record.ts'

type Clause = (customer: CustomerRecord) => boolean

/**
 * The part of Stripe's search language that names a customer: `email:'…'`, `name:'…'`, `phone:'…'` and
 * `metadata['key']:'…'`, joined by AND; `~` finds a part of the text. https://docs.stripe.com/search#search-query-language
 */
export function customerQuery(query: string): Clause {
  const clauses = query.split(/\s+AND\s+/i).map((part) => clause(part.trim()))
  return (customer) => clauses.every((holds) => holds(customer))
}

function clause(text: string): Clause {
  const match = /^(email|name|phone|metadata\[(?:'([^']+)'|"([^"]+)")\])\s*([:~])\s*(?:'([^']*)'|"([^"]*)")$/.exec(text)
  if (!match) throw invalid(`The sandbox's search does not understand this part: ${text}`, 'query')
  const [, field = '', single, double, operator, quoted, doubleQuoted] = match
  const wanted = (quoted ?? doubleQuoted ?? '').toLowerCase()
  const key = single ?? double
  return (customer) => {
    const value = (key === undefined ? plainField(customer, field) : (customer.metadata[key] ?? '')).toLowerCase()
    return operator === '~' ? value.includes(wanted) : value === wanted
  }
}

function plainField(customer: CustomerRecord, field: string): string {
  if (field === 'email') return customer.email ?? ''
  return (field === 'name' ? customer.name : customer.phone) ?? ''
}
