/** Variables of ads.txt 1.1, section 3.3: https://iabtechlab.com/ads-txt/ */
const variables = ['contact', 'subdomain', 'inventorypartnerdomain', 'ownerdomain', 'managerdomain']
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i

export interface AdsTxtFault {
  /** Counted from 1. */
  line: number
  fault: string
}

/**
 * What is wrong with a file of authorised sellers, line by line (IAB Tech Lab, ads.txt 1.1): each line is a comment, a
 * variable, or `domain, account, DIRECT or RESELLER` with, perhaps, the seller's certification authority id.
 */
export function adsTxtFaults(text: string): AdsTxtFault[] {
  return text.split('\n').flatMap((whole, index) => {
    const fault = faultOf(whole)
    return fault === null ? [] : [{ line: index + 1, fault }]
  })
}

function faultOf(whole: string): string | null {
  // After a semicolon stand extensions, which the format leaves to whoever agrees on them.
  const line = (whole.split('#')[0] ?? '').split(';')[0]?.trim() ?? ''
  if (line === '') return null
  if (/\p{Cc}/u.test(line.replaceAll('\t', ' '))) return 'has characters that cannot be seen'
  const [, name, value = ''] = /^([a-z]+)\s*=(.*)$/i.exec(line) ?? []
  if (name !== undefined) return variableFault(name, value.trim())
  const [seller = '', account = '', relation = '', authority, ...more] = line.split(',').map((field) => field.trim())
  if (!domain.test(seller))
    return `should begin with the seller’s domain, like google.com, not “${seller.slice(0, 60)}”`
  if (account === '' || /\s/.test(account)) return 'lacks the account’s id after the domain'
  if (!/^(direct|reseller)$/i.test(relation)) return 'should say DIRECT or RESELLER as the third field'
  if (authority !== undefined && !/^[\w.-]+$/.test(authority)) return 'has a fourth field that is no id'
  return more.length > 0 ? 'has more than four fields' : null
}

function variableFault(name: string, value: string): string | null {
  if (!variables.includes(name.toLowerCase())) return `sets “${name}”, which ads.txt does not know`
  if (value === '') return `sets ${name} to nothing`
  // A contact may be any address; a manager's domain may be followed by a country.
  if (name.toLowerCase() === 'contact') return null
  const [host = '', ...more] = value.split(',').map((part) => part.trim())
  return domain.test(host) && more.every((part) => /^[a-z]{2}$/i.test(part)) && more.length <= 1
    ? null
    : `should set ${name} to a domain`
}
