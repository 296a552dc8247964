import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { markOf, signal, waitUntilGone, type ProcessMark } from '#scripts/embedded/processes.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { typescript } from '#scripts/embedded/typescript.ts'

let project = ''
let started: ChildProcess[] = []
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'standfirst-supervisor-'))
  started = []
})
afterEach(() => {
  for (const { pid } of started) if (pid !== undefined) signal(pid, 'SIGKILL')
  rmSync(project, { recursive: true, force: true })
})

interface SmallStack {
  process: ChildProcess
  parts: ProcessMark[]
  said(): string
}

async function start(): Promise<SmallStack> {
  const script = join(projectFolder, 'tests', 'scripts', 'small-stack.ts')
  const child = spawn(process.execPath, [...typescript, script, project], { stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await vi.waitFor(() => expect(said.includes('\n') || child.exitCode !== null).toBe(true), { timeout: 30_000 })
  const parts = (said.split('\n')[0] ?? '').split(' ').flatMap((pid) => markOf(Number(pid)) ?? [])
  return { process: child, parts: parts.flatMap((part) => [part, ...childrenOf(part)]), said: () => said }
}

/** Linux lists them; elsewhere the group is ended all the same, unseen. */
function childrenOf({ pid }: ProcessMark): ProcessMark[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return list.split(' ').flatMap((child) => markOf(Number(child)) ?? [])
  } catch {
    return []
  }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends every part, with status 0', async (name) => {
  const stack = await start()
  expect(stack.parts.length).toBeGreaterThanOrEqual(3)
  stack.process.kill(name)
  await once(stack.process, 'exit')
  expect(stack.process.exitCode).toBe(0)
  expect(await waitUntilGone(stack.parts, 1_000)).toBe(true)
})

test('when a part dies its last words are said, the rest ends, and the status is not 0', async () => {
  const stack = await start()
  const third = stack.parts.at(-1)
  if (third) signal(third.pid, 'SIGKILL')
  await once(stack.process, 'exit')
  expect(stack.process.exitCode).toBe(1)
  expect(stack.said()).toContain('third was ended by SIGKILL. Its last lines:\n  up, last words')
  expect(await waitUntilGone(stack.parts, 1_000)).toBe(true)
})

test('what a killed one left running is ended by the next', async () => {
  const killed = await start()
  killed.process.kill('SIGKILL')
  await once(killed.process, 'exit')
  const next = await start()
  expect(await waitUntilGone(killed.parts, 100)).toBe(true)
  expect(next.parts.length).toBe(killed.parts.length)
  next.process.kill('SIGTERM')
  await once(next.process, 'exit')
})

test('a second one on the same data is refused, and says which is running', async () => {
  const first = await start()
  const second = await start()
  // It says why before it is gone.
  if (second.process.exitCode === null) await once(second.process, 'exit')
  expect(second.process.exitCode).toBe(1)
  expect(second.said()).toContain(`It is running already (process ${first.process.pid})`)
  first.process.kill('SIGTERM')
  await once(first.process, 'exit')
})
