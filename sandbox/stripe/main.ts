import { readEnvironment } from './environment.ts'
import { startSandbox } from './start.ts'

/** `tsx sandbox/stripe/main.ts`; the variables are listed in environment.ts. */
try {
  const sandbox = await startSandbox(readEnvironment(process.env))
  const leave = () => void sandbox.stop().then(() => process.exit(0))
  process.once('SIGTERM', leave)
  process.once('SIGINT', leave)
  // Last: whoever waits for this line may stop the process the moment it is there.
  console.log(`Stripe sandbox ready on ${sandbox.origin}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
