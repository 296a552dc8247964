import type { FullConfig } from '@playwright/test'
import { signal, waitUntilGone } from '#scripts/embedded/processes.ts'
import { openState } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor, runningOn } from '#scripts/embedded/supervisor.ts'
import { smallNameServer } from '#tests/crawlers/small-name-server.ts'
import { publishAddresses } from './addresses.ts'
import { bringUp, endingSignals, laterState } from './bring-up.ts'
import { crawlersNames } from './crawlers.ts'
import { inboundMail } from './inbound-mail.ts'

/** Brings up a magazine for each of Playwright's workers. What it returns ends them. */
export default async function bringUpMagazines({ workers }: FullConfig): Promise<() => Promise<void>> {
  const states = Array.from({ length: workers }, (_, index) => `browser-tests-${index + 1}`)
  const supervised = await Promise.all(
    states.map(async (state) => ({ state, supervisor: await openSupervisor(openState(state)) })),
  )
  const names = await smallNameServer(crawlersNames)
  const end = async () => {
    names.close()
    await Promise.all([endLater(), ...supervised.map(({ supervisor }) => supervisor.stop())])
  }
  stopOnSignals({ stop: end }, 143, () => undefined, endingSignals)
  const real = {
    NAME_SERVERS: names.address,
    INBOUND_MAIL_ADDRESS: inboundMail.address,
    INBOUND_MAIL_TOKEN: inboundMail.token,
  }
  try {
    publishAddresses(await Promise.all(supervised.map(({ state, supervisor }) => bringUp(state, supervisor, real))))
  } catch (error) {
    await end()
    throw error
  }
  return end
}

/** A worker ends its own magazine when it is told to; when we end before it, it is not told. */
async function endLater(): Promise<void> {
  const running = runningOn(openState(laterState))
  if (!running) return
  signal(running.supervisor.pid, 'SIGTERM')
  await waitUntilGone([running.supervisor], 30_000)
}
