import { loadEnvironmentFile, runMain } from './command-line.ts'
import { setUpStripe } from './stripe/set-up.ts'

/** `npm run stripe:setup [-- --dry-run] [-- --yes] [-- --live]` */
await runMain(async () => {
  loadEnvironmentFile()
  await setUpStripe(process.argv.slice(2), process.env)
})
