import type { TestProject } from 'vitest/node'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { joinCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { adminUrl: string; template: string; prefix: string }
  }
}

/** Runs once before all test files; what it returns runs after them. */
export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const { leave, ...cluster } = await joinCluster(jobHandlers.map((handler) => handler.job))
  project.provide('cluster', cluster)
  return leave
}
