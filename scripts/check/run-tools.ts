import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '#scripts/embedded/state.ts'
import { filesChangedSince } from './changed-files.ts'
import { refreshRouteTypes } from './route-types.ts'
import { tools, type Tool } from './tools.ts'

export interface ToolResult {
  tool: Tool
  passed: boolean
  /** What it wrote, without surrounding space; empty when it passed. */
  output: string
  seconds: number
}

/**
 * Runs every tool, as many at once as there are cores.
 * @param onResult told of each as it finishes
 * @returns all results; a tool that could not be started has failed
 */
export async function runTools(onResult: (result: ToolResult) => void): Promise<ToolResult[]> {
  await refreshRouteTypes()
  const waiting = [...tools]
  const results: ToolResult[] = []
  const work = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift()) {
      const result = await runTool(tool)
      results.push(result)
      onResult(result)
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
  return results
}

/** Prints one line a tool, and below it what the tool complains about. */
export function reportTool({ tool, passed, seconds, output }: ToolResult): void {
  const line = `${passed ? '✓' : '✗'} ${tool.name.padEnd(8)} ${seconds.toFixed(1)} s`
  if (passed) console.log(line)
  else console.log([line, ...(tool.remedy ? [`  put right by: ${tool.remedy}`] : []), output, ''].join('\n'))
}

async function runTool(tool: Tool): Promise<ToolResult> {
  const began = performance.now()
  const changed = tool.remembers === undefined ? undefined : filesChangedSince(tool.remembers)
  const complaint = changed?.files.length === 0 ? undefined : await complaintOf(tool, changed?.files ?? [])
  if (complaint === undefined) changed?.keep()
  return {
    tool,
    passed: complaint === undefined,
    output: complaint ?? '',
    seconds: (performance.now() - began) / 1_000,
  }
}

/** @returns what the tool says; undefined when it has nothing to complain about */
function complaintOf(tool: Tool, files: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const program = join(projectFolder, 'node_modules', '.bin', tool.program)
    const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }
    const options = { cwd: projectFolder, maxBuffer: 64 * 1024 * 1024, env }
    execFile(program, [...tool.args, ...files], options, (error, stdout, stderr) => {
      const said = [stdout, stderr].map((text) => text.trim()).filter((text) => text !== '')
      resolve(error === null ? undefined : said.join('\n') || error.message)
    })
  })
}
