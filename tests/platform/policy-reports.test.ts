import { expect, test } from 'vitest'
import { countPolicyReports, policyReports } from '#lib/policy-reports.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext()

test('what browsers refused is counted by directive, however they say it, and nothing else of it is kept', async () => {
  const old = {
    'csp-report': { 'document-uri': 'https://a.example/cases/secret', 'violated-directive': 'script-src x' },
  }
  expect(await countPolicyReports(ctx, old)).toBe(1)
  const both = ['script-src', 'no-such-thing'].map((effectiveDirective) => ({
    type: 'csp-violation',
    body: { effectiveDirective, documentURL: 'https://a.example/' },
  }))
  expect(await countPolicyReports(ctx, [...both, { type: 'deprecation', body: {} }])).toBe(2)
  for (const nonsense of [null, 'text', {}, [{}], { 'csp-report': 1 }, Array.from({ length: 51 }, () => both[0])])
    expect(await countPolicyReports(ctx, nonsense)).toBeNull()
  const counted = await policyReports(ctx)
  expect(counted.toSorted((a, b) => a.directive.localeCompare(b.directive))).toEqual([
    { directive: 'other', count: 1 },
    { directive: 'script-src', count: 2 },
  ])
})
