import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startOnFreePort } from './child.ts'
import { freePort } from './ports.ts'
import { respondsAt } from './responds.ts'
import { projectFolder, type State } from './state.ts'
import type { Supervisor } from './supervisor.ts'

export interface Mailbox {
  smtpUrl: string
  /** Where people read what was sent; its API lies under /api/email. */
  webUrl: string
}

/** Starts a mail server that keeps every mail to itself and shows it on a page; mails outlive a restart. */
export function startMailbox(supervisor: Supervisor, state: State): Promise<Mailbox> {
  return startOnFreePort(() => launch(supervisor, state))
}

async function launch(supervisor: Supervisor, state: State): Promise<Mailbox> {
  const smtp = await freePort(1025)
  const web = await freePort(smtp === 1080 ? 1081 : 1080)
  const folder = join(state.folder, 'mail')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const program = join(projectFolder, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js')
  const addresses = ['--smtp', String(smtp), '--ip', '127.0.0.1', '--web', String(web), '--web-ip', '127.0.0.1']
  await supervisor.start(
    {
      name: 'The mailbox',
      command: process.execPath,
      args: [program, ...addresses, '--mail-directory', folder, '--max-emails', '2000'],
      env: process.env,
      cwd: state.folder,
      output: join(state.logs, 'mailbox.log'),
      stopWithinMs: 2_000,
    },
    () => respondsAt(`http://127.0.0.1:${web}/api/healthz`),
    30_000,
  )
  return { smtpUrl: `smtp://127.0.0.1:${smtp}`, webUrl: `http://localhost:${web}` }
}
