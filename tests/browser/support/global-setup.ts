import { openState } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'
import { startStack } from '#scripts/stack/stack.ts'
import { smallNameServer } from '#tests/crawlers/small-name-server.ts'
import { publishAddresses } from './addresses.ts'
import { crawlersNames } from './crawlers.ts'
import { inboundMail } from './inbound-mail.ts'

/**
 * Brings up what the demo brings up, by the same code: production build, worker, sandbox, mailbox and a freshly written
 * magazine, in a state folder of its own and on free ports. What it returns ends all of it.
 */
export default async function bringUp(): Promise<() => Promise<void>> {
  const names = await smallNameServer(crawlersNames)
  const state = openState('browser-tests')
  const supervisor = await openSupervisor(state)
  // Playwright itself minds Ctrl-C, and then calls what this returns.
  stopOnSignals(supervisor, 143, () => undefined, ['SIGTERM', 'SIGHUP'])
  try {
    const stack = await startStack({
      state,
      supervisor,
      real: {
        NAME_SERVERS: names.address,
        INBOUND_MAIL_ADDRESS: inboundMail.address,
        INBOUND_MAIL_TOKEN: inboundMail.token,
      },
      port: 3100,
      reset: true,
      serve: 'build',
    })
    publishAddresses(stack)
  } catch (error) {
    await supervisor.stop()
    throw error
  }
  void supervisor.failure.then((failure) => console.error(failure.message))
  return async () => {
    names.close()
    await supervisor.stop()
  }
}
