import type { FullConfig } from '@playwright/test'
import { smallNameServer } from '#tests/crawlers/small-name-server.ts'
import { publishAddresses } from './addresses.ts'
import { bringUp } from './bring-up.ts'
import { crawlersNames } from './crawlers.ts'
import { inboundMail } from './inbound-mail.ts'

/** Brings up a magazine for each of Playwright's workers. What it returns ends them. */
export default async function bringUpMagazines({ workers }: FullConfig): Promise<() => Promise<void>> {
  const names = await smallNameServer(crawlersNames)
  const real = {
    NAME_SERVERS: names.address,
    INBOUND_MAIL_ADDRESS: inboundMail.address,
    INBOUND_MAIL_TOKEN: inboundMail.token,
  }
  const starts = Array.from({ length: workers }, (_, index) => bringUp(`browser-tests-${index + 1}`, real))
  const started = await Promise.allSettled(starts)
  const places = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const end = async () => {
    names.close()
    await Promise.all(places.map((place) => place.end()))
  }
  const failed = started.find((one) => one.status === 'rejected')
  if (failed) {
    await end()
    throw failed.reason
  }
  publishAddresses(places.map(({ addresses }) => addresses))
  return end
}
