import { reportTool, runTools } from './check/run-tools.ts'

/** `npm run check`: format, lint, types, layers and what nothing uses. */
const results = await runTools(reportTool)
process.exitCode = results.every((result) => result.passed) ? 0 : 1
