import { runMain } from './command-line.ts'
import { say } from './progress.ts'
import { runStack } from './stack/run-stack.ts'
import type { Stack } from './stack/stack.ts'

/** `npm run dev`: the same services and data as the demo, and the sources as they are being written, until Ctrl-C. */
await runMain(() => runStack({ serve: 'sources', arguments: process.argv.slice(2), whenUp: tellAddresses }))

function tellAddresses({ publicUrl, mailboxUrl, stripeUrl }: Stack): void {
  const services = [mailboxUrl && `mailbox ${mailboxUrl}`, stripeUrl && `Stripe ${stripeUrl}`].filter(Boolean)
  say(['', `  ${publicUrl}`, ...services.map((service) => `  ${service}`), ''].join('\n'))
}
