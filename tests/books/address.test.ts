import { describe, expect, it } from 'vitest'
import type { Address } from '#lib/books/address/model.ts'
import { addressFaults, addressFormOf, addressLines, tidyAddress } from '#lib/books/address/rules.ts'

const london: Address = {
  name: 'Robin Averill',
  organisation: '',
  line1: '4 Cattle Wharf',
  line2: '',
  city: 'London',
  state: '',
  postcode: 'SE1 1AA',
  country: 'GB',
}

describe('an address', () => {
  it.each<[string, Partial<Address>, string[]]>([
    ['a British one', {}, []],
    ['an American one', { country: 'US', city: 'Boston', state: 'MA', postcode: '02134-1000' }, []],
    [
      'a state that is not that of the postcode',
      { country: 'US', city: 'Boston', state: 'CA', postcode: '02134' },
      ['postcode'],
    ],
    ['no state where one is needed', { country: 'AU', city: 'Hobart', postcode: '7000' }, ['state']],
    ['a French postcode in Britain', { postcode: '75001' }, ['postcode']],
    ['no postcode', { postcode: '' }, ['postcode']],
    ['an Irish one without an Eircode', { country: 'IE', city: 'Cork', postcode: '' }, []],
    ['nothing to write on the parcel', { name: '–', line1: '', city: '' }, ['name', 'line1', 'city']],
    ['markup', { line2: '<b>' }, ['line2']],
    ['too much', { line1: 'x'.repeat(101) }, ['line1']],
  ])('%s', (_, change, faulty) => {
    expect(Object.keys(addressFaults(tidyAddress({ ...london, ...change })))).toEqual(faulty)
  })

  it('is written in its country’s order, and names the country only abroad', () => {
    expect(addressLines(london, 'GB')).toEqual(['Robin Averill', '4 Cattle Wharf', 'London', 'SE1 1AA'])
    expect(
      addressLines({ ...london, country: 'DE', city: 'Köln', postcode: '50667', line2: 'Hinterhaus' }, 'GB'),
    ).toEqual(['Robin Averill', '4 Cattle Wharf', 'Hinterhaus', '50667 Köln', 'GERMANY'])
    expect(addressLines({ ...london, country: 'US', city: 'Boston', state: 'MA', postcode: '02134' }, 'GB')).toContain(
      'Boston, MA 02134',
    )
  })

  it('asks for what the country has', () => {
    expect(addressFormOf('US').states.length).toBeGreaterThan(49)
    expect(addressFormOf('GB')).toEqual({ state: 'none', states: [], postcode: 'required' })
  })
})
