import { describe, expect, it } from 'vitest'
import { ownPath } from '#app/_server/paths.ts'

describe('where a person is sent on to', () => {
  it.each(['/', '/account', '/articles/a?b=c#d', '/search?q=a//b'])('%s stays', (path) => {
    expect(ownPath(path)).toBe(path)
  })

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e%2e//evil.example',
    '/a\nb',
    'javascript:alert(1)',
    '',
    undefined,
    ['/account'],
    `/${'a'.repeat(3_000)}`,
  ])('%s does not', (path) => {
    expect(ownPath(path, '/otherwise')).toBe('/otherwise')
  })
})
