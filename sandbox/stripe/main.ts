import { readEnvironment } from './environment.ts'
import { startSandbox } from './start.ts'

/** `tsx sandbox/stripe/main.ts`; the variables are listed in environment.ts. */
try {
  const sandbox = await startSandbox(readEnvironment(process.env))
  console.log(`Stripe sandbox ready on ${sandbox.origin}`)
  const leave = () => void sandbox.stop().then(() => process.exit(0))
  process.once('SIGTERM', leave)
  process.once('SIGINT', leave)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
