import { runMain } from './command-line.ts'
import { say } from './progress.ts'
import { runStack } from './stack/run-stack.ts'
import type { Stack } from './stack/stack.ts'

/** `npm run demo [-- --port N] [-- --reset]`: the whole magazine on this machine, until Ctrl-C. */
await runMain(() => runStack({ serve: 'build', arguments: process.argv.slice(2), whenUp: welcome }))

async function welcome({ publicUrl, mailboxUrl, stripeUrl }: Stack): Promise<void> {
  // Only now: it brings half of the product with it, and the site is to be up soon.
  const { demoAccounts } = await import('#demo/people.ts')
  const width = Math.max(...demoAccounts.map(({ email }) => email.length))
  const accounts = demoAccounts.map(
    ({ email, role, note }) => `    ${email.padEnd(width)}  ${role}${note ? `: ${note}` : ''}`,
  )
  say(
    [
      '',
      `  The magazine   ${publicUrl}`,
      `  Mailbox        ${mailboxUrl ?? 'none: real mail is sent through SMTP_URL'}`,
      `  Stripe         ${stripeUrl ? `${stripeUrl} (a sandbox: no money moves)` : 'the real one, by STRIPE_SECRET_KEY'}`,
      '',
      '  Sign in with one of these addresses; the link arrives in the mailbox.',
      ...accounts,
      '',
      '  To stop: Ctrl-C. To start over another time: npm run demo -- --reset',
      '',
    ].join('\n'),
  )
}
